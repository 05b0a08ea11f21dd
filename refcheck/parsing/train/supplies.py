"""Names of newspapers, houses, places and series, for references that the training data has too few of."""

NEWSPAPERS = (
    "The New York Times", "New York Times", "Washington Post", "The Guardian", "Financial Times", "Hindustan Times", "The Times",
    "The Economist", "Forbes", "Time", "Newsweek", "The Wall Street Journal", "Los Angeles Times", "Chicago Tribune", "Boston Globe",
    "The Independent", "The Daily Telegraph", "BBC News", "CNN", "Reuters", "Al Jazeera", "Eurasianet", "The Diplomat", "Xinhua",
    "China Daily", "Global Times", "South China Morning Post", "Rferl", "Tehran Times", "Dawn", "The Hindu", "Haaretz", "The Atlantic",
    "The New Yorker", "Foreign Policy", "Der Spiegel", "Die Zeit", "Süddeutsche Zeitung", "Frankfurter Allgemeine Zeitung", "FAZ",
    "Neue Zürcher Zeitung", "Der Standard", "die tageszeitung", "Le Monde", "Libération", "El País", "La Vanguardia", "Corriere della Sera",
    "Folha de S. Paulo", "O Globo", "Caspian Policy", "Sinopsis", "Politico", "Wired", "Nature News", "The Conversation", "Vox",
)  # fmt: skip

EAST_ASIAN_HOUSES = (
    ("北京", "人民出版社"), ("北京", "商务印书馆"), ("北京", "中华书局"), ("北京", "科学出版社"), ("北京", "北京大学出版社"), ("北京", "清华大学出版社"),
    ("上海", "上海人民出版社"), ("上海", "复旦大学出版社"), ("南京", "江苏人民出版社"), ("武汉", "武汉大学出版社"), ("广州", "中山大学出版社"),
    ("北京", "社会科学文献出版社"), ("北京", "中国社会科学出版社"), ("杭州", "浙江大学出版社"), ("北京", "机械工业出版社"), ("北京", "中国地图出版社"),
    ("北京", "法律出版社"), ("北京", "中国人民大学"), ("北京", "中国科学院大学"), ("武汉", "华中师范大学"), ("东京", "有斐閣"), ("東京", "岩波書店"),
    ("東京", "東京大学出版会"), ("서울", "민음사"), ("서울", "서울대학교출판부"), ("台北", "聯經出版公司"), ("香港", "三联书店"),
)  # fmt: skip

GENRES = (
    "PhD thesis", "Ph.D. thesis", "Doctoral dissertation", "Unpublished doctoral dissertation", "PhD dissertation", "Master’s thesis",
    "M.Sc. thesis", "Dissertation", "Diplomarbeit", "Habilitationsschrift", "Thèse de doctorat", "Tese (Doutorado)", "Tesis doctoral",
)  # fmt: skip

UNIVERSITIES = (
    "University of California", "Harvard University", "Stanford University", "University of Michigan", "University of Oxford",
    "University of Cambridge", "Universität Wien", "Universität Bielefeld", "Universität Hamburg", "Freie Universität Berlin",
    "Université Paris 1", "Universidade de São Paulo", "Universidad de Buenos Aires", "University of Tehran", "Leiden University",
    "University of Toronto", "Massachusetts Institute of Technology", "Lund University", "Charles University", "Peking University",
)  # fmt: skip

PAPER_SERIES = (
    ("NBER Working Paper", "National Bureau of Economic Research"), ("IZA Discussion Paper", "Institute for the Study of Labor"),
    ("CESifo Working Paper", "CESifo"), ("World Bank Policy Research Working Paper", "World Bank"), ("OECD Working Paper", "OECD"),
    ("DIW Discussion Paper", "DIW Berlin"), ("WIFO Working Paper", "WIFO"), ("SFB 580 Mitteilungen", "Universität Jena"),
    ("WZB Discussion Paper", "Wissenschaftszentrum Berlin"), ("MPIfG Discussion Paper", "Max-Planck-Institut für Gesellschaftsforschung"),
    ("Technical Report", "Stanford University"), ("IMF Working Paper", "International Monetary Fund"), ("IAB-Discussion Paper", "IAB"),
    ("Research Report", "RAND Corporation"), ("Arbeitspapier", "Universität Mannheim"), ("SOEPpapers", "DIW Berlin"),
    ("ZUMA-Arbeitsbericht", "ZUMA"), ("RatSWD Working Paper", "Rat für Sozial- und Wirtschaftsdaten"), ("EUI Working Paper", "European University Institute"),
)  # fmt: skip

COMPUTING_SERIES = (
    "LNCS",
    "Lecture Notes in Computer Science",
    "LNAI",
    "Lecture Notes in Mathematics",
    "Mathematical Notes",
    "Studies in Logic",
)
