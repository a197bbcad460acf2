from django.db import migrations

# What `manage.py createcachetable` makes; here, so that `migrate` is enough.
MAKE_CACHE = """
    CREATE TABLE casetracker_cache (
        cache_key varchar(255) NOT NULL PRIMARY KEY,
        value text NOT NULL,
        expires timestamp with time zone NOT NULL
    );
    CREATE INDEX casetracker_cache_expires ON casetracker_cache (expires);
"""


class Migration(migrations.Migration):
    dependencies = [("casetracker", "0001_initial")]

    operations = [
        migrations.AlterModelOptions(
            name="user",
            options={
                "verbose_name": "user",
                "verbose_name_plural": "users",
                "permissions": [("work", "Can enter the administration")],
            },
        ),
        migrations.RunSQL(MAKE_CACHE, "DROP TABLE casetracker_cache;"),
    ]
