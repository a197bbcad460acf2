"""First names and what people are called for short. A list of our own, of the commonest.

In small letters, without accents. A name may stand in several lines: Alex is Alexander and
Alexandra, and these two are not each other.
"""

_LINES = """
abigail abby gail
abraham abe
albert al bert
alexander alex sasha alec alejandro alessandro alexandre
alexandra alex sandra sasha lexi alessandra alejandra
alfred al fred
amanda mandy
andrew andy drew andrea andre andres
angela angie
ann anne anna annie nan
anthony tony antony antonio
arthur art
barbara barb babs
benjamin ben benny
bernard bernie
bradley brad
calvin cal
carolyn caroline carol carrie
catherine katherine kathryn cathy kathy kate katie cathryn katharine kit kitty
charles charlie chuck chas carlos
christine christina chris tina kristin kristina
christopher chris kit topher
clifford cliff
cynthia cindy
daniel dan danny
david dave davey
deborah debra deb debbie
dennis denny
donald don donnie
dorothy dot dottie
douglas doug
edward ed eddie ted ned eduardo
eleanor ellie nell nora
elizabeth liz beth betty eliza lisa libby betsy elisabeth
emily em
ernest ernie
eugene gene
evelyn eve
florence flo
francis frank fran francisco
frances fran frankie
franklin frank
frederick fred freddy fritz
gabriel gabe
geoffrey jeffrey jeff geoff
george jorge
gerald gerry jerry
gilbert gil
gregory greg
harold hal harry
harriet hattie
helen nell
henry hank harry hal
herbert herb
howard howie
irving irv
isaac ike
jacob jake
jacqueline jackie
james jim jimmy jamie jas
janet jan
jason jay
jennifer jen jenny
jessica jess jessie
john jack johnny jon juan
jonathan jon
joseph joe joey jose
joshua josh
joyce joy
judith judy judi
julia julie
katrina kat trina
kenneth ken kenny
kimberly kim
laurence lawrence larry
leonard leo len lenny
leslie les
lillian lily lil
louis lou lewis luis
lucille lucy
margaret maggie meg peggy marge margie rita greta
martha marty
martin marty
mary maria marie molly polly
matthew matt
melissa missy
michael mike mick mickey miguel
mildred millie
mitchell mitch
nancy nan
natalie nat
nathan nathaniel nat nate
nicholas nick nicolas
norman norm
pamela pam
patricia pat patty tricia trish
patrick pat paddy
paul pablo
peter pete pedro
philip phil phillip
raymond ray
rebecca becky becca
richard dick rick rich ricky ricardo
robert bob rob bobby robbie bert roberto
roger rodge
ronald ron ronnie
rosemary rose rosie
russell russ
samantha sam
samuel sam sammy
sandra sandy
sarah sara sally
sean shawn shaun
sidney sid sydney
solomon sol
stanley stan
stephen steven steve stevie esteban stefan
stephanie steph
stuart stewart stu
susan sue susie suzanne
sylvester sly
terence terry terrence
teresa theresa terry tess
theodore ted teddy theo
thomas tom tommy tomas
timothy tim
valerie val
victor vic
victoria vicky tori
vincent vince vinny
virginia ginny
walter walt wally
william bill will billy willie liam guillermo
winston win
zachary zach zack
"""

_GROUPS = [line.split() for line in _LINES.split("\n") if line]


def _called() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for whole, *shorts in _GROUPS:
        for name in (whole, *shorts):
            found.setdefault(name, set()).update({whole, *shorts} - {name})
    return {name: frozenset(others) for name, others in found.items()}


# For each first name the others that the same person may go by.
ALSO_CALLED = _called()
