"""What is taught: courses by level and grade, and the topics their assignments are named after."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Offer:
    """A course as the catalog has it; ``topics`` names the row of TOPICS."""

    name: str
    subject: str
    topics: str


CORE: dict[int, tuple[Offer, ...]] = {
    6: (
        Offer("English 6", "English", "english"),
        Offer("Math 6", "Math", "math"),
        Offer("Earth Science", "Science", "earth"),
        Offer("World Geography", "Social studies", "geography"),
        Offer("Physical Education 6", "Physical education", "pe"),
    ),
    7: (
        Offer("English 7", "English", "english"),
        Offer("Math 7", "Math", "math"),
        Offer("Life Science", "Science", "life"),
        Offer("Ancient History", "Social studies", "ancient"),
        Offer("Physical Education 7", "Physical education", "pe"),
    ),
    8: (
        Offer("English 8", "English", "english"),
        Offer("Math 8", "Math", "algebra"),
        Offer("Physical Science", "Science", "physical"),
        Offer("American History", "Social studies", "american"),
        Offer("Health and Fitness 8", "Physical education", "pe"),
    ),
    9: (
        Offer("English I", "English", "literature"),
        Offer("Algebra I", "Math", "algebra"),
        Offer("Biology", "Science", "life"),
        Offer("World History", "Social studies", "ancient"),
        Offer("Physical Education", "Physical education", "pe"),
    ),
    10: (
        Offer("English II", "English", "literature"),
        Offer("Geometry", "Math", "geometry"),
        Offer("Chemistry", "Science", "chemistry"),
        Offer("American History", "Social studies", "american"),
        Offer("Health", "Physical education", "pe"),
    ),
    11: (
        Offer("English III", "English", "literature"),
        Offer("Algebra II", "Math", "algebra"),
        Offer("Physics", "Science", "physical"),
        Offer("Government", "Social studies", "government"),
        Offer("Lifetime Fitness", "Physical education", "pe"),
    ),
    12: (
        Offer("English IV", "English", "literature"),
        Offer("Statistics", "Math", "statistics"),
        Offer("Environmental Science", "Science", "earth"),
        Offer("Economics", "Social studies", "government"),
        Offer("Personal Finance", "Business", "finance"),
    ),
}
ELECTIVES: dict[str, tuple[Offer, ...]] = {
    "middle": (
        Offer("Band", "Music", "music"),
        Offer("Art", "Art", "art"),
        Offer("Spanish", "Languages", "spanish"),
        Offer("Computer Science", "Technology", "code"),
        Offer("Choir", "Music", "music"),
        Offer("Family and Consumer Science", "Technology", "home"),
        Offer("Drama", "Art", "drama"),
        Offer("Robotics", "Technology", "code"),
    ),
    "high": (
        Offer("Concert Band", "Music", "music"),
        Offer("Drawing and Painting", "Art", "art"),
        Offer("Spanish I", "Languages", "spanish"),
        Offer("Computer Programming", "Technology", "code"),
        Offer("Spanish II", "Languages", "spanish"),
        Offer("Ceramics", "Art", "art"),
        Offer("Choir", "Music", "music"),
        Offer("Culinary Arts", "Technology", "home"),
        Offer("Theater", "Art", "drama"),
        Offer("Marketing", "Business", "finance"),
    ),
}
STUDY = {
    "middle": Offer("Advisory", "Advisory", ""),
    "high": Offer("Study Hall", "Advisory", ""),
}
#: K-5 courses that exist to carry marks, with how much work they bring beside the average of 1.
MARKED: tuple[tuple[Offer, float], ...] = (
    (Offer("Reading", "Language arts", "reading"), 1.5),
    (Offer("Writing and Spelling", "Language arts", "spelling"), 1.4),
    (Offer("Math", "Math", "numbers"), 1.6),
    (Offer("Science", "Science", "nature"), 0.9),
    (Offer("Social Studies", "Social studies", "community"), 0.8),
    (Offer("Art", "Art", "art"), 0.4),
    (Offer("Music", "Music", "music"), 0.4),
)
TOPICS: dict[str, tuple[str, ...]] = {
    key: tuple(part.strip() for part in text.split(","))
    for key, text in {
        "english": "Character study, Short stories, Paragraph writing, Poetry, Informational text,"
        " Persuasive essay, Vocabulary roots, Folk tales, Research skills, Drama unit",
        "literature": "Narrative voice, Essay structure, The short novel, Rhetoric, Poetry forms,"
        " Research papers, Media literacy, Tragedy, Memoir, Satire",
        "math": "Fractions, Ratios, Decimals, Integers, Expressions, Equations, Percent,"
        " Area and volume, Coordinate plane, Data displays",
        "algebra": "Linear equations, Slope, Functions, Systems, Exponents, Scientific notation,"
        " Polynomials, Factoring, Inequalities, Scatter plots",
        "geometry": "Angles, Parallel lines, Congruence, Proofs, Similarity, Right triangles,"
        " Circles, Polygons, Surface area, Transformations",
        "statistics": "Surveys, Distributions, Standard deviation, Sampling, Probability,"
        " Correlation, Regression, Confidence intervals, Simulation, Data stories",
        "earth": "Rocks and minerals, Plate motion, Weather maps, Water cycle, Soil, Oceans,"
        " Climate, Fossils, Solar system, Natural resources",
        "life": "Cells, Cell division, Genetics, Ecosystems, Food webs, Body systems, Plants,"
        " Adaptation, Microscopes, Classification",
        "physical": "Motion, Forces, Energy, Waves, Sound, Light, Electricity, Magnets, Density,"
        " Simple machines",
        "chemistry": "Lab safety, Atoms, Periodic table, Bonding, Reactions, Balancing equations,"
        " Moles, Gases, Solutions, Acids and bases",
        "geography": "Map skills, Landforms, Climate zones, Population, Rivers of the world,"
        " Cultures, Trade, Cities, Resources, Regions",
        "ancient": "Early people, River valleys, Trade routes, Empires, City states, Writing"
        " systems, Religions, Building and art, Laws, Daily life",
        "american": "Colonies, Revolution, Constitution, Expansion, Industry, Civil War,"
        " Reconstruction, Immigration, Reform, Primary sources",
        "government": "Branches of government, Elections, Local government, Rights, Supply and"
        " demand, Budgets, Courts, Public policy, Markets, Civic action",
        "finance": "Budgets, Saving, Credit, Taxes, Insurance, Paychecks, Investing, Advertising,"
        " Business plans, Contracts",
        "pe": "Warm-ups, Team games, Fitness goals, Nutrition, Flexibility, First aid, Running,"
        " Volleyball, Sportsmanship, Heart rate",
        "music": "Scales, Rhythm, Sight reading, Breathing, Concert pieces, Listening,"
        " Ensemble, Dynamics, Theory, Performance",
        "art": "Line and shape, Color wheel, Self portrait, Perspective, Clay, Printmaking,"
        " Still life, Sketchbook, Collage, Texture",
        "drama": "Improvisation, Monologue, Stage terms, Scene study, Costume design, Voice,"
        " Set design, Script reading, Movement, Final scene",
        "spanish": "Greetings, Numbers and time, Family words, Food, School day, Verbs, Travel,"
        " Weather, Clothes, Culture",
        "code": "Algorithms, Variables, Loops, Conditions, Functions, Sensors, Debugging, Web page,"
        " Teamwork, Data",
        "home": "Kitchen safety, Measuring, Nutrition labels, Sewing, Meal planning, Child care,"
        " Budget meals, Textiles, Baking, Home care",
        "reading": "Main idea, Story elements, Reading at home, Fluency, Compare texts, Nonfiction"
        " features, Poetry, Retelling, Author study, Book report",
        "spelling": "Spelling words, Sentences, Capital letters, Paragraph, Word families, Opinion"
        " writing, Handwriting, How-to writing, Editing, Story writing",
        "numbers": "Counting and place value, Addition, Subtraction, Money, Time, Shapes,"
        " Measuring, Word problems, Graphs, Math facts",
        "nature": "Plants, Animals, Weather, Magnets, Sun and moon, Habitats, Water, Matter, Soil,"
        " Inventions",
        "community": "Maps, Rules, Helpers, Long ago, Holidays, Needs and wants, Our state,"
        " Our town, Flags, Citizenship",
    }.items()
}

#: How work is named, after the topic: homework, quiz, test.
WORDS: dict[str, tuple[tuple[str, ...], str, str]] = {
    "numbers": (
        ("{}: practice", "{} worksheet", "{} exit ticket", "{}: problem set"),
        "{} quiz",
        "{} test",
    ),
    "words": (
        (
            "{}: reading and notes",
            "{}: questions",
            "{} worksheet",
            "{} exit ticket",
            "{} outline",
        ),
        "{} quiz",
        "{} test",
    ),
    "hands": (
        (
            "{}: class work",
            "{}: practice at home",
            "{} self-check",
            "{}: one-page reflection",
        ),
        "{} check",
        "{} project",
    ),
    "young": (
        ("{}: class work", "{} worksheet", "{}: practice at home", "{}: notebook page"),
        "{} check",
        "{} project",
    ),
}
HANDS = {"pe", "music", "art", "drama", "code", "home"}
NUMBERS = {
    "math",
    "algebra",
    "geometry",
    "statistics",
    "chemistry",
    "physical",
    "finance",
}


def words_of(topics: str, young: bool) -> tuple[tuple[str, ...], str, str]:
    """How the work of a course is named: patterns for homework, and one for quizzes and tests."""
    if young:
        return WORDS["young"]
    if topics in HANDS:
        return WORDS["hands"]
    return WORDS["numbers" if topics in NUMBERS else "words"]
