"""Words that invented persons, streets and schools are put together from."""

from dataclasses import dataclass
from random import Random


@dataclass(frozen=True, slots=True)
class Origin:
    """Given names and family names that go together; ``weight`` is how common they are here."""

    weight: int
    language: str
    female: tuple[str, ...]
    male: tuple[str, ...]
    family: tuple[str, ...]


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


ENGLISH = Origin(
    50,
    "en",
    _words(
        "Abigail Ada Alice Amelia Audrey Beth Bridget Caroline Cora Daisy Edith Eleanor Elise Ella "
        "Emma Esther Faith Fern Flora Frances Grace Hazel Heidi Ivy Jane Josie June Laurel Lena "
        "Lily Lucy Mabel Margaret Maya Molly Nora Olive Paige Pearl Phoebe Rose Ruby Sadie Tessa "
        "Violet Willa Winnie Zoe"
    ),
    _words(
        "Adam Albert Amos Asher Ben Caleb Carter Clark Cole Dean Eli Elliot Emmett Ethan Everett "
        "Felix Finn Frank George Gus Henry Hugh Isaac Jack Jasper Joel Jonah Julian Keith Levi "
        "Logan Mason Max Miles Nate Noah Oscar Otis Owen Reid Rowan Sam Seth Theo Toby Walter "
        "Wesley Wyatt"
    ),
    _words(
        "Alderton Applewood Ashgrove Barnhill Birchfield Boxwell Brackenridge Briarley Brookhart "
        "Calloway Cartwell Coldbrook Copperfield Cressley Dalewood Elmhurst Fairweather Fernsby "
        "Fieldstone Foxworth Glenwick Greenlea Hallowell Hartfield Hawksley Hazelton Heatherly "
        "Hollister Ironwood Kettlewell Larkin Lindenway Longacre Maplethorpe Marshfield Meadowes "
        "Millbrook Northcott Oakhurst Pennywell Quarryman Redfern Ridgeway Rushford Sandwell "
        "Silverwood Stonebridge Summerlin Thistlewood Underhill Wainscott Westbrook Whitlock "
        "Wickham Willowby Winterbourne Woodrell Yarrow"
    ),
)
SPANISH = Origin(
    18,
    "es",
    _words(
        "Alma Adela Beatriz Camila Carmen Catalina Daniela Elena Esperanza Gabriela Inés Isabel "
        "Josefina Lucía Luz Magdalena Mariana Marta Paloma Pilar Rocío Sofía Valeria Ximena"
    ),
    _words(
        "Adrián Alejandro Andrés Bruno Carlos César Diego Emilio Esteban Félix Gael Hugo Ignacio "
        "Iván Joaquín Julián Lorenzo Mateo Nicolás Óscar Rafael Ramón Santiago Tomás"
    ),
    _words(
        "Arroyo Campos Cordero Cumbres Delprado Espinal Florido Fuentes Granados Huerta Jardín "
        "Lagos Laredo Mirasol Montes Naranjo Olivares Palmera Peralta Quintero Ríos Robles Rosales "
        "Salinas Sierra Solano Torresol Valverde Viñas Zamorano"
    ),
)
ARABIC = Origin(
    8,
    "ar",
    _words(
        "Amal Amira Dalia Dina Farah Hala Hanan Iman Jamila Layla Lina Mariam Mona Nadia Noor "
        "Rania Reem Salma Samira Yasmin Zahra Zaina"
    ),
    _words(
        "Adel Amir Anas Bilal Fadi Faris Habib Hadi Idris Jamal Karim Khalil Majid Malik Nabil "
        "Omar Rami Rashid Samir Tariq Yusuf Zaid"
    ),
    _words(
        "Attar Bustani Dabbagh Fakhri Farran Haddad Hallaq Jabbour Kattan Khabbaz Khayyat Mansur "
        "Nahhas Najjar Qasim Rahhal Sabbagh Saati Tahhan Zaytuni"
    ),
)
VIETNAMESE = Origin(
    7,
    "vi",
    _words("An Bích Châu Diệp Giang Hà Hạnh Hoa Hương Khánh Lan Linh Mai My Ngọc Thảo Thu Vy"),
    _words("Anh Bảo Bình Đức Duy Hải Hiếu Hùng Khoa Kiên Long Minh Nam Phúc Quân Sơn Tâm Tuấn"),
    _words("Bùi Cao Đặng Đinh Đỗ Dương Hồ Hoàng Lâm Lê Lương Mai Ngô Phạm Phan Trần Trịnh Vũ"),
)
BOSNIAN = Origin(
    9,
    "bs",
    _words(
        "Aida Ajla Amela Amra Azra Belma Dženana Elma Emina Hana Ilma Jasmina Lamija Lejla Medina "
        "Merima Nejra Sabina Selma Zerina"
    ),
    _words(
        "Adnan Ajdin Alen Amar Armin Benjamin Damir Dino Edin Emir Eldar Faruk Haris Jasmin Kenan "
        "Mirza Nedim Samir Tarik Vedad"
    ),
    _words(
        "Alibegić Bašić Begović Brkić Čaušević Delić Džafić Fazlić Hodžić Imamović Jusić Kapić "
        "Kovačević Lukavić Mehić Mujkić Omerović Pašić Salkić Terzić Zukić"
    ),
)
NIGERIAN = Origin(
    8,
    "en",
    _words("Ada Amaka Chioma Ebele Efe Ifeoma Kemi Ngozi Nkechi Ronke Sade Simi Temi Uche Yewande"),
    _words("Ade Bayo Chidi Dayo Emeka Femi Ikenna Jide Kelechi Kunle Obi Segun Tayo Tobi Uzo Wale"),
    _words(
        "Abara Adebola Akande Balewu Chukwuma Durojaye Ekwueme Fagbemi Ikande Madueke Nwosu "
        "Obiora Ogunleye Okafor Olatunde Onuora Uzoma"
    ),
)
ORIGINS = (ENGLISH, SPANISH, ARABIC, VIETNAMESE, BOSNIAN, NIGERIAN)
WEIGHTS = [origin.weight for origin in ORIGINS]
#: What a few are called by everyone.
SHORT = {
    "Abigail": "Abby", "Alejandro": "Alex", "Amelia": "Millie", "Benjamin": "Ben",
    "Caroline": "Carrie", "Eleanor": "Ellie", "Frances": "Frankie", "Gabriela": "Gabi",
    "Henry": "Hank", "Ignacio": "Nacho", "Isaac": "Ike", "Isabel": "Isa", "Jasmina": "Mina",
    "Margaret": "Maggie", "Mariana": "Mari", "Nicolás": "Nico", "Rafael": "Rafa",
    "Santiago": "Santi", "Walter": "Walt", "Wesley": "Wes",
}  # fmt: skip
STREETS = (
    "Example Lane", "Example Street", "Sample Avenue", "Sample Court", "Invented Road",
    "Pretend Place", "Placeholder Drive", "Example Boulevard", "Sample Ridge Road",
)  # fmt: skip
TOWN = "Capital Hills"
ZIP = "65101"
TREES = _words("Oak Cedar Maple Willow Birch Elm Juniper Aspen Linden Magnolia Poplar Walnut")
PLACES = (
    "Street",
    "Park",
    "Grove",
    "Creek",
    "Ridge",
    "Meadow",
    "Hollow",
    "Springs",
    "Bend",
)
HILLS = (
    "Hillside", "Riverbend", "Stonegate", "Clearwater", "Prairie View", "Northfield", "Eastgate",
    "Westfield", "Southridge", "Lakeside", "Fox Run", "Blue Heron", "Larkspur", "Windmill",
    "Quarry Hill", "Old Mill", "Sunnyside", "Bluestem",
)  # fmt: skip


def phone(rng: Random) -> str:
    """A number of the range that is kept free for inventions: 555-0100 to 555-0199."""
    return f"(573) 555-01{rng.randrange(100):02}"


def school_name(level: str, place: int) -> str:
    """The name of the school at *place* (from 0) among those of its level."""
    if level == "elementary":
        kind = PLACES[(place + place // len(TREES)) % len(PLACES)]
        tree = TREES[place % len(TREES)]
        return f"{tree} {kind} Elementary"
    if level == "high" and place == 0:
        return "Capital Hills High School"
    hill = HILLS[(place + (6 if level == "high" else 0)) % len(HILLS)]
    again = place // len(HILLS)
    suffix = f" {again + 1}" if again else ""
    return f"{hill} {'Middle' if level == 'middle' else 'High'} School{suffix}"
