"""How what court files state becomes rows of the record: found again, merged, cited."""
