"""Causes of action: the titles that complaints bear, and the words that the press has for them.

The words are patterns, read without regard to case. Of several that begin at one place the first
counts, so that a longer title stands above the shorter one that it begins with.
"""

TITLES = {
    "Breach of the implied covenant of good faith and fair dealing": (
        r"(?:breach of (?:the )?)?(?:implied )?covenant of good faith(?: and fair dealing)?"
    ),
    "Breach of implied contract": r"breach of (?:an )?implied(?:-in-fact)? contracts?",
    "Breach of contract": (
        r"breach(?:es|ed|ing)? (?:of )?(?:the |its |an? |their |his |her )?"
        r"(?:user |service |written |oral |privacy |license |lease )?(?:contracts?|agreements?)"
    ),
    "Breach of fiduciary duty": (
        r"breach(?:es|ed|ing)? (?:of )?(?:its |their |his |her )?fiduciary dut(?:y|ies)"
    ),
    "Breach of express warranty": r"breach of express(?: and implied)? warrant(?:y|ies)",
    "Breach of implied warranty": (
        r"breach of (?:the )?(?:express and )?implied warrant(?:y|ies)(?: of merchantability)?"
    ),
    "Breach of warranty": r"breach of warrant(?:y|ies)",
    "Breach of confidence": r"breach of confidence",
    "Gross negligence": r"gross(?:ly)? negligen(?:ce|t)",
    "Professional negligence": r"professional negligence",
    "Negligence per se": r"negligence per se",
    "Negligent misrepresentation": r"negligent misrepresentation",
    "Negligent hiring": r"negligent (?:hiring|supervision|retention)",
    "Negligent infliction of emotional distress": r"negligent infliction of emotional distress",
    "Negligence": r"negligence|negligently",
    "Intentional infliction of emotional distress": (
        r"intentional infliction of emotional distress"
    ),
    "Fraudulent concealment": r"fraudulent(?:ly)? conceal(?:ment|ed|ing)",
    "Fraudulent inducement": r"fraudulent(?:ly)? induc(?:ement|ed|ing)|fraud in the inducement",
    "Fraudulent misrepresentation": r"(?:fraudulent|intentional) misrepresentation",
    "Securities fraud": r"securities fraud",
    "Consumer fraud": r"consumer fraud",
    "Fraud": r"(?<!wire )(?<!mail )(?<!bank )(?<!tax )fraud(?! and abuse)",
    "Unjust enrichment": r"unjust enrichment|unjustly enriched",
    "Conversion": r"conversion(?! (?:rates?|therapy|data|tracking|events?|of (?:the|a)\b))",
    "Trespass to chattels": r"trespass to chattels",
    "Trespass": r"trespass(?:ing)?",
    "Invasion of privacy": (
        r"invasion of (?:their |the |his |her )?privacy|invad(?:ed|ing) (?:\w+ ){0,2}privacy"
    ),
    "Intrusion upon seclusion": r"intrusion (?:up)?on seclusion",
    "Public disclosure of private facts": r"public disclosure of private facts",
    "Misuse of private information": r"misuse of private information",
    "Violation of the right of publicity": (
        r"violat\w+ (?:of )?(?:\w+ ){0,2}rights? of publicity|rights? of publicity"
    ),
    "Defamation": r"defamation|defam(?:ed|ing|atory)",
    "Libel": r"libel(?:l?ed|l?ous)?",
    "Slander": r"slander(?:ed|ous)?",
    "False advertising": r"(?:false|deceptive) advertising|falsely advertis(?:ed|ing)",
    "Unfair competition": r"unfair competition|unfair business practices",
    "Deceptive trade practices": (
        r"(?:unfair (?:and|or) )?deceptive (?:trade|business) practices|unfair trade practices"
    ),
    "Copyright infringement": (
        r"copyright infringement|infring(?:es?|ed|ing|ement of) (?:\w+ ){0,3}copyrights?"
    ),
    "Patent infringement": (
        r"patent infringement|infring(?:es?|ed|ing|ement of) (?:\w+ ){0,4}patents?"
    ),
    "Trademark infringement": (
        r"trade ?mark infringement|infring(?:es?|ed|ing|ement of) (?:\w+ ){0,3}trade ?marks?"
    ),
    "Passing off": r"passing[ -]off",
    "Misappropriation of trade secrets": (
        r"misappropriat(?:ion|ed|ing) (?:of )?(?:\w+ ){0,3}?trade secrets?"
        r"|trade secrets? (?:theft|misappropriation)"
        r"|(?:theft of|st(?:ole|olen|ealing)) (?:\w+ ){0,3}?trade secrets?"
    ),
    "Tortious interference": (
        r"tortious(?:ly)? interfer(?:ence|ed|ing)"
        r"(?: with (?:an? |the |its )?(?:\w+ )?(?:contracts?|contractual relations|business))?"
        r"|interference with (?:a )?contract(?:ual relations)?"
    ),
    "Wrongful termination": r"wrongful(?:ly)? (?:termination|discharge|terminated|fired)",
    "Wrongful dismissal": r"wrongful dismissal",
    "Unfair dismissal": r"unfair dismissal|unfairly dismissed",
    "Wrongful death": r"wrongful death",
    "Retaliation": r"retaliat(?:ion|ed|ing)",
    "Age discrimination": r"age discrimination|discriminat\w+ on the basis of age",
    "Racial discrimination": r"rac(?:e|ial) discrimination|discriminat\w+ on the basis of race",
    "Sex discrimination": r"(?:sex|gender|pregnancy) discrimination",
    "Disability discrimination": r"disability discrimination",
    "Discrimination": r"discrimination",
    "Sexual harassment": r"sexual(?:ly)? harass(?:ment|ed|ing)",
    "Harassment": r"harassment",
    "Hostile work environment": r"hostile work(?:place)? environment",
    "Product liability": r"products?[- ]liability",
    "Strict liability": r"strict liability",
    "Failure to warn": r"fail(?:ure|ed|ing) to warn",
    "Design defect": r"design defects?|defective design",
    "Public nuisance": r"public nuisance",
    "Private nuisance": r"private nuisance",
    "Nuisance": r"nuisance",
    "Medical malpractice": r"medical malpractice",
    "Legal malpractice": r"legal malpractice",
    "Monopolization": r"monopoli[sz](?:ation|ed|ing)|illegal(?:ly)? monopol\w+",
    "Price fixing": r"price[- ]fixing|fix(?:ed|ing) prices",
    "Unpaid overtime": r"unpaid overtime|fail(?:ure|ed|ing) to pay (?:\w+ )?overtime",
    "Unpaid wages": r"unpaid wages|wage theft|fail(?:ure|ed|ing) to pay wages",
    "False imprisonment": r"false imprisonment",
    "False arrest": r"false arrest",
    "Malicious prosecution": r"malicious prosecution",
    "Excessive force": r"excessive force",
    "Assault and battery": r"assault and battery",
    "Assault": r"(?<!sexual )assault(?! (?:rifles?|weapons?))",
    "Battery": r"battery(?! (?:life|packs?|cells?|plants?|makers?|storage|charg\w+|could|can|may))",
    "Civil conspiracy": r"civil conspiracy",
    "Racketeering": r"racketeering",
    "Violation of civil rights": r"violat\w+ (?:of )?(?:\w+ ){0,2}civil rights",
    "Promissory estoppel": r"promissory estoppel",
    "Quantum meruit": r"quantum meruit",
    "Declaratory judgment": r"declaratory (?:relief|judgment)",
}
