"""States, and the cities that federal district courts sit in (28 U.S.C. §§ 81-131)."""

from __future__ import annotations

import re

from sources.reader.federal_courts import state_of

# The state's name, then the abbreviations of the Associated Press and of the post office.
STATES = {
    "Alabama": "Ala. AL", "Alaska": "AK", "Arizona": "Ariz. AZ", "Arkansas": "Ark. AR",
    "California": "Calif. Cal. CA", "Colorado": "Colo. CO", "Connecticut": "Conn. CT",
    "Delaware": "Del. DE", "Florida": "Fla. FL", "Georgia": "Ga. GA", "Hawaii": "HI",
    "Idaho": "ID", "Illinois": "Ill. IL", "Indiana": "Ind. IN", "Iowa": "IA", "Kansas": "Kan. KS",
    "Kentucky": "Ky. KY", "Louisiana": "La. LA", "Maine": "ME", "Maryland": "Md. MD",
    "Massachusetts": "Mass. MA", "Michigan": "Mich. MI", "Minnesota": "Minn. MN",
    "Mississippi": "Miss. MS", "Missouri": "Mo. MO", "Montana": "Mont. MT", "Nebraska": "Neb. NE",
    "Nevada": "Nev. NV", "New Hampshire": "N.H. NH", "New Jersey": "N.J. NJ",
    "New Mexico": "N.M. NM", "New York": "N.Y. NY", "North Carolina": "N.C. NC",
    "North Dakota": "N.D. ND", "Ohio": "OH", "Oklahoma": "Okla. OK", "Oregon": "Ore. OR",
    "Pennsylvania": "Pa. PA", "Rhode Island": "R.I. RI", "South Carolina": "S.C. SC",
    "South Dakota": "S.D. SD", "Tennessee": "Tenn. TN", "Texas": "TX", "Utah": "UT",
    "Vermont": "Vt. VT", "Virginia": "Va. VA", "Washington": "Wash. WA",
    "West Virginia": "W.Va. WV", "Wisconsin": "Wis. WI", "Wyoming": "Wyo. WY",
    "Puerto Rico": "P.R. PR",
}  # fmt: skip
STATE_BY_ABBREVIATION = {
    abbreviation: state for state, all_of_it in STATES.items() for abbreviation in all_of_it.split()
}

# Cities by the id of the court that sits there. A city that bears the name of one elsewhere is
# written with its state, and stands alone where the other has no such court.
_CITIES_OF_COURTS = {
    "akd": "Anchorage|Fairbanks|Juneau",
    "alnd": "Birmingham, Alabama|Huntsville",
    "almd": "Montgomery, Alabama|Montgomery",
    "alsd": "Mobile",
    "ared": "Little Rock",
    "arwd": "Fayetteville, Arkansas|Fort Smith",
    "azd": "Phoenix|Tucson|Flagstaff|Yuma|Prescott",
    "cacd": "Los Angeles|Santa Ana|Riverside",
    "caed": "Sacramento|Fresno|Bakersfield",
    "cand": "San Francisco|San Jose|Oakland|Eureka",
    "casd": "San Diego|El Centro",
    "cod": "Denver|Colorado Springs|Grand Junction",
    "ctd": "Hartford|New Haven|Bridgeport",
    "dcd": "Washington|Washington, D.C.|Washington, DC",
    "ded": "Wilmington|Wilmington, Delaware",
    "flmd": "Tampa|Orlando|Jacksonville|Fort Myers|Ocala",
    "flnd": "Tallahassee|Pensacola|Gainesville, Florida|Panama City",
    "flsd": "Miami|Fort Lauderdale|West Palm Beach|Key West|Fort Pierce",
    "gamd": "Macon|Columbus, Georgia|Albany, Georgia|Athens, Georgia|Valdosta",
    "gand": "Atlanta|Gainesville, Georgia|Newnan|Rome, Georgia",
    "gasd": "Savannah|Augusta, Georgia|Brunswick",
    "hid": "Honolulu",
    "iand": "Cedar Rapids|Sioux City",
    "iasd": "Des Moines|Council Bluffs|Davenport",
    "idd": "Boise|Pocatello|Coeur d'Alene",
    "ilcd": "Springfield, Illinois|Peoria|Urbana|Rock Island",
    "ilnd": "Chicago|Rockford",
    "ilsd": "East St. Louis|Benton",
    "innd": "South Bend|Hammond|Fort Wayne",
    "insd": "Indianapolis|Evansville|Terre Haute",
    "ksd": "Wichita|Topeka|Kansas City, Kansas",
    "kyed": "Lexington|Covington|London, Kentucky",
    "kywd": "Louisville|Bowling Green|Paducah|Owensboro",
    "laed": "New Orleans",
    "lamd": "Baton Rouge",
    "lawd": "Shreveport|Lafayette|Lake Charles",
    "mad": "Boston|Worcester|Springfield, Massachusetts",
    "mdd": "Baltimore|Greenbelt",
    "med": "Portland, Maine|Bangor",
    "mied": "Detroit|Ann Arbor|Flint",
    "miwd": "Grand Rapids|Kalamazoo|Lansing|Marquette",
    "mnd": "Minneapolis|St. Paul|Duluth",
    "moed": "St. Louis|Cape Girardeau",
    "mowd": "Kansas City|Kansas City, Missouri|Jefferson City|Springfield, Missouri",
    "msnd": "Oxford, Mississippi|Aberdeen, Mississippi|Greenville, Mississippi",
    "mssd": "Jackson, Mississippi|Jackson|Gulfport|Hattiesburg",
    "mtd": "Billings|Missoula|Great Falls|Butte|Helena",
    "nced": "Raleigh|Wilmington, North Carolina|Greenville, North Carolina|New Bern",
    "ncmd": "Greensboro|Winston-Salem|Durham",
    "ncwd": "Charlotte|Asheville",
    "ndd": "Fargo|Bismarck",
    "ned": "Omaha|Lincoln",
    "nhd": "Concord",
    "njd": "Newark|Trenton|Camden",
    "nmd": "Albuquerque|Santa Fe|Las Cruces",
    "nvd": "Las Vegas|Reno",
    "nyed": "Brooklyn|Central Islip",
    "nynd": "Albany|Albany, New York|Syracuse|Binghamton|Utica",
    "nysd": "Manhattan|New York|New York City|White Plains|New York, New York",
    "nywd": "Buffalo|Rochester, New York|Rochester",
    "ohnd": "Cleveland|Akron|Toledo|Youngstown",
    "ohsd": "Columbus|Columbus, Ohio|Cincinnati|Dayton",
    "oked": "Muskogee",
    "oknd": "Tulsa",
    "okwd": "Oklahoma City",
    "ord": "Portland|Portland, Oregon|Eugene|Medford|Pendleton",
    "paed": "Philadelphia|Allentown|Easton",
    "pamd": "Harrisburg|Scranton|Williamsport",
    "pawd": "Pittsburgh|Erie|Johnstown",
    "prd": "San Juan",
    "rid": "Providence",
    "scd": "Charleston|Charleston, South Carolina|Columbia, South Carolina",
    "sdd": "Sioux Falls|Rapid City",
    "tned": "Knoxville|Chattanooga|Greeneville",
    "tnmd": "Nashville",
    "tnwd": "Memphis|Jackson, Tennessee",
    "txed": "Marshall|Tyler|Texarkana|Sherman|Beaumont|Plano",
    "txnd": "Dallas|Fort Worth|Amarillo|Lubbock|Wichita Falls|Abilene",
    "txsd": "Houston|Corpus Christi|Galveston|Brownsville|McAllen|Laredo",
    "txwd": "Austin|San Antonio|El Paso|Waco|Midland",
    "utd": "Salt Lake City|St. George",
    "vaed": "Alexandria|Alexandria, Virginia|Norfolk|Newport News|Richmond|Richmond, Virginia",
    "vawd": "Roanoke|Charlottesville|Lynchburg|Harrisonburg",
    "vtd": "Burlington|Burlington, Vermont|Rutland",
    "waed": "Spokane|Yakima",
    "wawd": "Seattle|Tacoma",
    "wied": "Milwaukee|Green Bay",
    "wiwd": "Madison|Madison, Wisconsin",
    "wvnd": "Wheeling|Clarksburg|Martinsburg",
    "wvsd": "Charleston, West Virginia|Huntington",
    "wyd": "Cheyenne|Casper",
}
COURT_OF_CITY = {
    city: court for court, cities in _CITIES_OF_COURTS.items() for city in cities.split("|")
}

_ANY_STATE = "|".join(sorted(STATES, key=len, reverse=True))
_ANY_ABBREVIATION = "|".join(
    re.escape(short) for short in sorted(STATE_BY_ABBREVIATION, key=len, reverse=True)
)
CITY = r"(?:(?:St|Ft|Mt)\. )?[A-Z][\w'-]+(?: (?:[A-Z][\w'-]+|du|de|la)){0,2}"
STATE = rf"(?:{_ANY_STATE})"
# "San Jose, California", "Portland, Ore."
CITY_AND_STATE = rf"(?P<city>{CITY}), (?P<state>{_ANY_STATE}|(?:{_ANY_ABBREVIATION})(?![\w]))"


def state_named(text: str) -> str:
    """Return a state's full name from its name or an abbreviation of it; "" for none."""
    return text if text in STATES else STATE_BY_ABBREVIATION.get(text, "")


def court_of_city(city: str, state: str = "") -> str | None:
    """Return the id of the federal district court that sits in a city, if it is known here."""
    if state and (court := COURT_OF_CITY.get(f"{city}, {state}")):
        return court
    court = COURT_OF_CITY.get(city)
    # A city of that name in another state than the one given is another city.
    return court if court and state in {"", state_of(court)} else None
