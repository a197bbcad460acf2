"""Words that tell where a name begins and ends, and whether it is a person's."""

from sources.reader.word_list import words

# Capitalised only because they open a sentence.
OPENING = words("""
    A About According Additionally After All Also Although An And Another Any As At Authored Based
    Because Before Between Both But By Case Class Complaint Correction Court Dated Despite During
    Each Earlier Editor's Either Even Every Eventually Filed Finally First Following For Former From
    Furthermore Given Had Has Have He Her Here His How However I If In Instead Is It Its Last Later
    Lawsuit Lawsuits Like Many Meanwhile More Moreover Most Name Neither No Nor Not Note Nothing Now
    Of On Once One Only Or Other Our Out Over Photo Popular Read Remember Same See She Should Since
    So Some Still Such Suit That The Their Then There Therefore These They This Those Though Through
    Thus To Today Tomorrow Two Under Unlike Until Update Updated Upon Was We Were What When Where
    Whether Which While Who Why Will With Within Without Yesterday Yet You Your
    Actor Actress Airline Artist Author Automaker Biotech Brewer Chipmaker Customers Designer Driver
    Drivers Drugmaker Economist Employees Engineer Fashion Families Filmmaker Insurer Investors
    Journalist Lender Manufacturer Musician Neighbors Novelist Nurse Online Owners Parent Parents
    Passenger Passengers Patients Photographer Platform Producer Publisher Rapper Reporter Residents
    Retailer Rival Scientist Shareholders Singer Social Songwriter Startup Streaming Student
    Students Supplier Teacher Tech Tenants Toymaker Users Victims Wedding Worker Workers Writer
""")
# Names of nobody that the record could hold, when they stand alone.
ALONE_NO_NAME = words("""
    AI API CEO COVID DNA EU FAQ GPS I ID IP IT PDF TV UK US UN USA U.S. U.K. U.S U.K Congress
    Internet Web Order ORDER Plaintiff Defendant Act Law Code Section Sec Title Exhibit Ex Id
    Court COURT DISTRICT STATES UNITED Constitution Amendment American Americans British
    Californian European Chinese English Gen X No Nos Note Medicare Medicaid Christmas Class Dkt
    ECF Document Doc Page Filed
""")
OF_ORGANIZATIONS = words("""
    ag agency airlines airways alliance apps aquatics associates association authority bancorp bank
    board brands bros bureau campaign capital care center centre chancery church city clinic club co
    college commission committee companies company congress consulting corp corporation council
    county court credit daily department district electric energy enterprises entertainment
    federation finance financial foods foundation fund games global glass gmbh government group
    health healthcare holdings homes hospital hotels inc industries institute insurance
    international journal labs law league legal limited llc llp logistics lp ltd magazine markets
    media medical ministry motors museum mutual network networks news office online partners party
    pc pharma pharmaceuticals pllc platforms plc police post press products properties records
    research resources restaurants school schools securities semiconductor services society software
    solutions state states store stores street studios systems team technologies technology telecom
    therapeutics times today trade transit trust union university utilities ventures video wireless
    works bill act code rule amendment constitution policy agreement report avenue island beach
    valley river p.c l.l.p l.l.c n.a
""")
NO_FIRST_NAMES = words("""
    Bank City County State States University United North South East West New San Los Santa Fort
    Saint St. Lake Mount Port Supreme Federal National American First General Open Great Royal
    International Central Silicon Wall White Big U.S. US UK The World Court Superior District
    Eastern Western Northern Southern Middle Black Internet Social Data Privacy Terms
""")
# Words that end the description between a cue and the name: "against tech giant | Acme".
NO_DESCRIPTION = words("""
    about after against allegedly among and are as at because been before being between but by can
    could did do does during every following for from had has have his how if in into is it like may
    might nor of on or over per since so than that their them then there these they this those
    through to under until up upon was were what when where whether which while who whom whose why
    will with within without would not said says
""")
