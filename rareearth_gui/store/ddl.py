"""The tables, views and search indexes of a library, statement by statement, in order of creation."""

from __future__ import annotations

from rareearth_gui.store import tallies

BIG = "1e300"

TABLES = (
    """CREATE TABLE code_book (
        name TEXT NOT NULL, column_name TEXT NOT NULL DEFAULT '', meaning TEXT NOT NULL,
        PRIMARY KEY (name, column_name)) STRICT""",
    """CREATE TABLE place (
        id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, name TEXT NOT NULL, name_zh TEXT NOT NULL DEFAULT '',
        kind TEXT NOT NULL, part_of TEXT REFERENCES place(key), note TEXT NOT NULL DEFAULT '') STRICT""",
    """CREATE TABLE source (
        id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, title TEXT NOT NULL, title_zh TEXT NOT NULL DEFAULT '',
        publisher TEXT NOT NULL DEFAULT '', issued TEXT NOT NULL DEFAULT '', issued_how TEXT NOT NULL DEFAULT '',
        kind TEXT NOT NULL CHECK (kind IN ('government','statistics','news','trade','company','research')),
        language TEXT NOT NULL DEFAULT '', translated_from TEXT NOT NULL DEFAULT '',
        series TEXT NOT NULL DEFAULT '', edition TEXT NOT NULL DEFAULT '',
        copy_of TEXT REFERENCES source(key), origin TEXT NOT NULL DEFAULT '',
        sha256 TEXT NOT NULL DEFAULT '' CHECK (length(sha256) IN (0, 64)), characters INTEGER,
        address TEXT NOT NULL DEFAULT '', note TEXT NOT NULL DEFAULT '',
        bundled INTEGER NOT NULL DEFAULT 1 CHECK (bundled IN (0, 1)), withdrawn TEXT NOT NULL DEFAULT '',
        original TEXT NOT NULL DEFAULT '', words TEXT NOT NULL DEFAULT '') STRICT""",
    """CREATE TABLE source_text (
        source_id INTEGER PRIMARY KEY REFERENCES source(id), text TEXT NOT NULL, sha256 TEXT NOT NULL,
        attached TEXT NOT NULL, file_name TEXT NOT NULL) STRICT""",
    """CREATE TABLE indicator (
        id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, name TEXT NOT NULL, name_zh TEXT NOT NULL DEFAULT '',
        dimension TEXT NOT NULL, unit TEXT NOT NULL, match TEXT NOT NULL,
        share_of TEXT REFERENCES indicator(key), tolerance TEXT NOT NULL DEFAULT '',
        definition TEXT NOT NULL, note TEXT NOT NULL DEFAULT '', withdrawn TEXT NOT NULL DEFAULT '',
        original TEXT NOT NULL DEFAULT '', words TEXT NOT NULL DEFAULT '') STRICT""",
    """CREATE TABLE enterprise (
        id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, name TEXT NOT NULL, name_zh TEXT NOT NULL DEFAULT '',
        kind TEXT NOT NULL, place TEXT REFERENCES place(key), parent TEXT REFERENCES enterprise(key),
        role TEXT NOT NULL DEFAULT '', code TEXT NOT NULL DEFAULT '', printed_names TEXT NOT NULL DEFAULT '',
        certainty TEXT NOT NULL CHECK (certainty IN ('high','medium','low','unknown')),
        why TEXT NOT NULL DEFAULT '', note TEXT NOT NULL DEFAULT '', withdrawn TEXT NOT NULL DEFAULT '',
        original TEXT NOT NULL DEFAULT '', words TEXT NOT NULL DEFAULT '') STRICT""",
    """CREATE TABLE material (
        id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, name TEXT NOT NULL, name_zh TEXT NOT NULL DEFAULT '',
        kind TEXT NOT NULL, family TEXT NOT NULL DEFAULT '', stage TEXT NOT NULL DEFAULT ''
            CHECK (stage IN ('', 'ore','oxide','metal','material','device','use')),
        formula TEXT NOT NULL DEFAULT '', atomic_number INTEGER, elements TEXT NOT NULL DEFAULT '',
        oxide TEXT NOT NULL DEFAULT '', oxide_factor TEXT NOT NULL DEFAULT '', class TEXT NOT NULL DEFAULT '',
        certainty TEXT NOT NULL DEFAULT '', note TEXT NOT NULL DEFAULT '', withdrawn TEXT NOT NULL DEFAULT '',
        original TEXT NOT NULL DEFAULT '', words TEXT NOT NULL DEFAULT '') STRICT""",
    """CREATE TABLE material_link (
        id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE,
        start_material TEXT NOT NULL REFERENCES material(key), end_material TEXT NOT NULL REFERENCES material(key),
        relation TEXT NOT NULL, status TEXT NOT NULL CHECK (status IN ('printed','known')),
        source TEXT REFERENCES source(key), start INTEGER, "end" INTEGER, printed TEXT NOT NULL DEFAULT '',
        note TEXT NOT NULL DEFAULT '') STRICT""",
    """CREATE TABLE task (
        id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, parent TEXT REFERENCES task(key),
        source TEXT NOT NULL REFERENCES source(key), section TEXT NOT NULL DEFAULT '', kind TEXT NOT NULL,
        title TEXT NOT NULL, summary TEXT NOT NULL DEFAULT '', lead TEXT REFERENCES enterprise(key),
        deadline TEXT NOT NULL DEFAULT '', start INTEGER, "end" INTEGER, printed TEXT NOT NULL DEFAULT '',
        note TEXT NOT NULL DEFAULT '', withdrawn TEXT NOT NULL DEFAULT '',
        original TEXT NOT NULL DEFAULT '', words TEXT NOT NULL DEFAULT '') STRICT""",
    """CREATE TABLE task_target (
        task_id INTEGER NOT NULL REFERENCES task(id), figure_id INTEGER NOT NULL REFERENCES figure(id),
        PRIMARY KEY (task_id, figure_id)) STRICT, WITHOUT ROWID""",
    """CREATE TABLE evidence (
        id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, task TEXT NOT NULL REFERENCES task(key),
        source TEXT NOT NULL REFERENCES source(key), start INTEGER, "end" INTEGER, printed TEXT NOT NULL DEFAULT '',
        figure TEXT REFERENCES figure(key),
        verdict TEXT NOT NULL CHECK (verdict IN ('done','under way','contradicted')), reason TEXT NOT NULL) STRICT""",
    """CREATE TABLE mention (
        id INTEGER PRIMARY KEY, kind TEXT NOT NULL CHECK (kind IN ('enterprise','material','task','place')),
        key TEXT NOT NULL, source TEXT NOT NULL REFERENCES source(key), start INTEGER NOT NULL,
        "end" INTEGER NOT NULL, printed TEXT NOT NULL) STRICT""",
    """CREATE TABLE question (
        id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, indicator TEXT NOT NULL REFERENCES indicator(key),
        subject TEXT NOT NULL DEFAULT '', place TEXT NOT NULL DEFAULT '', period TEXT NOT NULL DEFAULT '',
        basis TEXT NOT NULL DEFAULT '', denominator TEXT NOT NULL DEFAULT '', modality TEXT NOT NULL
            CHECK (modality IN ('actual','target','cap','capacity','plan','forecast','share','growth')),
        title TEXT NOT NULL, words TEXT NOT NULL DEFAULT '') STRICT""",
    f"""CREATE TABLE figure (
        id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE,
        source_id INTEGER NOT NULL REFERENCES source(id), question_id INTEGER NOT NULL REFERENCES question(id),
        section TEXT NOT NULL DEFAULT '', start INTEGER, "end" INTEGER,
        printed TEXT NOT NULL CHECK (printed <> ''), number TEXT NOT NULL, number_high TEXT, scale TEXT NOT NULL,
        unit TEXT NOT NULL, hedge TEXT NOT NULL DEFAULT '', hedge_words TEXT NOT NULL DEFAULT '',
        own_low TEXT, own_high TEXT, reading_reason TEXT NOT NULL DEFAULT '',
        kind TEXT NOT NULL CHECK (kind IN ('stated','derived')), period_how TEXT NOT NULL DEFAULT '',
        speaker TEXT NOT NULL DEFAULT '', origin TEXT NOT NULL DEFAULT '', via TEXT NOT NULL DEFAULT '',
        confidence TEXT NOT NULL DEFAULT '', note TEXT NOT NULL DEFAULT '',
        value REAL CHECK (abs(value) < {BIG}), low REAL CHECK (abs(low) < {BIG}),
        high REAL CHECK (abs(high) < {BIG}), bundled INTEGER NOT NULL DEFAULT 1 CHECK (bundled IN (0, 1)),
        withdrawn TEXT NOT NULL DEFAULT '', original TEXT NOT NULL DEFAULT '',
        words TEXT NOT NULL DEFAULT '', CHECK ((start IS NULL) = ("end" IS NULL)),
        CHECK (start >= 0 AND start < "end"), CHECK (low <= high)) STRICT""",
    """CREATE TABLE relation (
        id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE,
        kind TEXT NOT NULL CHECK (kind IN ('share','growth','change','part','sum','conversion','bound')),
        source TEXT REFERENCES source(key), reason TEXT NOT NULL DEFAULT '', note TEXT NOT NULL DEFAULT '') STRICT""",
    """CREATE TABLE relation_member (
        relation_id INTEGER NOT NULL REFERENCES relation(id), position INTEGER NOT NULL, role TEXT NOT NULL,
        figure_id INTEGER NOT NULL REFERENCES figure(id), PRIMARY KEY (relation_id, position)) STRICT, WITHOUT ROWID""",
    f"""CREATE TABLE conflict (
        id INTEGER PRIMARY KEY REFERENCES question(id), title TEXT NOT NULL, outcome TEXT NOT NULL,
        checks TEXT NOT NULL, figures INTEGER NOT NULL, "values" INTEGER NOT NULL, sources INTEGER NOT NULL,
        origins INTEGER NOT NULL, suspicion REAL NOT NULL, influence REAL NOT NULL,
        rank REAL NOT NULL CHECK (abs(rank) < {BIG}), state TEXT NOT NULL DEFAULT 'open'
            CHECK (state IN ('open','ruled','review owed','snoozed')), until TEXT NOT NULL DEFAULT '',
        words TEXT NOT NULL DEFAULT '') STRICT""",
    """CREATE TABLE ruling (
        id INTEGER PRIMARY KEY, question_id INTEGER NOT NULL REFERENCES question(id),
        act TEXT NOT NULL CHECK (act IN ('rule','withdraw','snooze')), outcome TEXT NOT NULL DEFAULT '',
        stands TEXT NOT NULL DEFAULT '', bridge TEXT NOT NULL DEFAULT '', reason TEXT NOT NULL CHECK (reason <> ''),
        consulted TEXT NOT NULL DEFAULT '', until TEXT NOT NULL DEFAULT '', author TEXT NOT NULL, at TEXT NOT NULL,
        fingerprint TEXT NOT NULL, evidence TEXT NOT NULL, supersedes INTEGER REFERENCES ruling(id)) STRICT""",
    """CREATE TABLE note (
        id INTEGER PRIMARY KEY, record TEXT NOT NULL, text TEXT NOT NULL CHECK (text <> ''),
        author TEXT NOT NULL, at TEXT NOT NULL) STRICT""",
    """CREATE TABLE search_log (
        id INTEGER PRIMARY KEY, question_id INTEGER NOT NULL REFERENCES question(id), fact TEXT NOT NULL,
        looked_in TEXT NOT NULL, result TEXT NOT NULL CHECK (result IN ('not found','found')),
        author TEXT NOT NULL, at TEXT NOT NULL) STRICT""",
    """CREATE TABLE audit (
        id INTEGER PRIMARY KEY, at TEXT NOT NULL, who TEXT NOT NULL, act TEXT NOT NULL, record TEXT NOT NULL,
        title TEXT NOT NULL DEFAULT '', says TEXT NOT NULL DEFAULT '', detail TEXT NOT NULL,
        previous TEXT NOT NULL, digest TEXT NOT NULL UNIQUE) STRICT""",
)

INDEXES = (
    "CREATE INDEX figure_by_question ON figure(question_id, low, high, withdrawn)",
    "CREATE INDEX figure_by_source ON figure(source_id, start)",
    "CREATE INDEX figure_by_value ON figure(value)",
    "CREATE INDEX question_by_indicator ON question(indicator, place)",
    "CREATE INDEX question_by_subject ON question(subject)",
    "CREATE INDEX question_by_whole ON question(denominator, indicator, subject) WHERE denominator <> ''",
    "CREATE INDEX conflict_by_rank ON conflict(round(rank, 2) DESC)",
    "CREATE INDEX ruling_by_question ON ruling(question_id)",
    "CREATE INDEX relation_by_figure ON relation_member(figure_id)",
    "CREATE INDEX mention_by_key ON mention(kind, key)",
    "CREATE INDEX mention_by_source ON mention(source, start)",
    "CREATE INDEX evidence_by_task ON evidence(task)",
    "CREATE INDEX task_by_parent ON task(parent)",
    "CREATE INDEX link_by_start ON material_link(start_material)",
    "CREATE INDEX link_by_end ON material_link(end_material)",
)

_SEARCHED = ("source", "indicator", "enterprise", "material", "task", "question", "conflict")
SEARCH = (
    """CREATE VIRTUAL TABLE figure_search USING fts5(
        words, content='figure', content_rowid='id', prefix='2 3 4 5 6', tokenize='unicode61')""",
    *(
        f"CREATE VIRTUAL TABLE {name}_search USING fts5("
        f"words, content='{name}', content_rowid='id', tokenize='trigram')"
        for name in _SEARCHED
    ),
)
SEARCHED = ("figure", *_SEARCHED)

PRINTED = """CASE WHEN f.hedge_words = '' OR instr(lower(f.printed), lower(f.hedge_words)) > 0 THEN f.printed
             WHEN f.hedge_words IN ('以上', '左右', '以内', '以下') THEN f.printed || f.hedge_words
             ELSE f.hedge_words || ' ' || f.printed END"""
BADGE = """CASE WHEN c.id IS NULL THEN '' ELSE
            c.sources || CASE c.sources WHEN 1 THEN ' source, ' ELSE ' sources, ' END
            || c."values" || CASE c."values" WHEN 1 THEN ' value' ELSE ' values' END END"""
VIEWS = (
    f"""CREATE VIEW v_figure AS SELECT f.id, f.key,
        {PRINTED} AS printed,
        f.value, f.low, f.high, f.unit, q.title AS question, i.name AS indicator,
        coalesce(m.name, e.name, q.subject) AS subject, coalesce(p.name, q.place) AS place, q.period, q.basis,
        coalesce(d.name, q.denominator) AS denominator, q.modality, s.title AS source, s.publisher, s.issued,
        f.speaker, f.hedge, f.kind, f.confidence, f.section, f.via, f.note, f.withdrawn,
        coalesce(nullif(f.origin, ''), nullif(s.origin, ''), s.key) AS origin,
        {BADGE} AS conflict
        FROM figure f JOIN question q ON q.id = f.question_id JOIN source s ON s.id = f.source_id
        JOIN indicator i ON i.key = q.indicator LEFT JOIN place p ON p.key = q.place
        LEFT JOIN place d ON d.key = q.denominator LEFT JOIN material m ON m.key = q.subject
        LEFT JOIN enterprise e ON e.key = q.subject LEFT JOIN conflict c ON c.id = q.id""",
    """CREATE VIEW v_conflict AS SELECT c.id, c.title, c.outcome, c."values", c.sources, c.origins, c.figures,
        round(c.suspicion, 2) AS suspicion, round(c.influence, 2) AS influence, round(c.rank, 2) AS rank, c.checks,
        CASE WHEN c.state = 'snoozed' AND c.until <= date('now') THEN 'open' ELSE c.state END AS conflict,
        CASE WHEN c.state = 'ruled' OR (c.state = 'snoozed' AND c.until > date('now'))
             THEN 'no' ELSE 'yes' END AS todo,
        i.name AS indicator, coalesce(m.name, e.name, q.subject) AS subject, coalesce(p.name, q.place) AS place,
        q.period, q.basis, q.modality
        FROM conflict c JOIN question q ON q.id = c.id JOIN indicator i ON i.key = q.indicator
        LEFT JOIN place p ON p.key = q.place LEFT JOIN material m ON m.key = q.subject
        LEFT JOIN enterprise e ON e.key = q.subject""",
    """CREATE VIEW v_question AS SELECT q.id, q.title, i.name AS indicator,
        coalesce(m.name, e.name, q.subject) AS subject, coalesce(p.name, q.place) AS place, q.period, q.basis,
        coalesce(d.name, q.denominator) AS denominator, q.modality,
        (SELECT count(*) FROM figure f WHERE f.question_id = q.id) AS figures,
        CASE WHEN c.id IS NULL THEN '' ELSE c.sources || CASE c.sources WHEN 1 THEN ' source, ' ELSE ' sources, ' END
            || c."values" || CASE c."values" WHEN 1 THEN ' value' ELSE ' values' END END AS conflict, q.key
        FROM question q JOIN indicator i ON i.key = q.indicator LEFT JOIN place p ON p.key = q.place
        LEFT JOIN place d ON d.key = q.denominator LEFT JOIN material m ON m.key = q.subject
        LEFT JOIN enterprise e ON e.key = q.subject LEFT JOIN conflict c ON c.id = q.id""",
    f"""CREATE VIEW v_enterprise AS SELECT e.id, e.name, e.name_zh, e.printed_names, e.kind,
        coalesce(p.name, '') AS place, coalesce(g.name, '') AS parent, e.role, e.code, e.certainty, e.why, e.note,
        {tallies.of("subject", "e.key", "figures")},
        (SELECT count(*) FROM mention m WHERE m.kind = 'enterprise' AND m.key = e.key) AS mentions,
        {tallies.of("subject", "e.key", "conflicts")}, e.key
        FROM enterprise e LEFT JOIN place p ON p.key = e.place LEFT JOIN enterprise g ON g.key = e.parent""",
    f"""CREATE VIEW v_material AS SELECT m.id, m.name, m.name_zh, m.kind, m.family, m.stage, m.formula, m.atomic_number,
        m.elements, m.oxide, m.oxide_factor, m.class, m.certainty, m.note,
        {tallies.of("subject", "m.key", "figures")},
        (SELECT count(*) FROM material_link l WHERE l.start_material = m.key OR l.end_material = m.key) AS links,
        {tallies.of("subject", "m.key", "conflicts")}, m.key
        FROM material m""",
    """CREATE VIEW v_task AS SELECT t.id, t.section, t.title, t.kind, t.summary, coalesce(e.name, '') AS lead,
        t.deadline, coalesce((SELECT group_concat(trim(f.hedge_words || ' ' || f.printed), '; ')
            FROM task_target x JOIN figure f ON f.id = x.figure_id WHERE x.task_id = t.id), '') AS target,
        coalesce((SELECT group_concat(verdict || CASE n WHEN 1 THEN '' ELSE ' ×' || n END, ', ') FROM
            (SELECT verdict, count(*) AS n FROM evidence v WHERE v.task = t.key GROUP BY verdict)),
            'silent') AS evidence,
        s.title AS source, coalesce(u.title, '') AS parent, t.note, t.key
        FROM task t JOIN source s ON s.key = t.source LEFT JOIN enterprise e ON e.key = t.lead
        LEFT JOIN task u ON u.key = t.parent""",
    f"""CREATE VIEW v_indicator AS SELECT i.id, i.name, i.name_zh, i.dimension, i.unit, i.definition,
        i.match, coalesce(o.name, '') AS share_of, i.note,
        {tallies.of("indicator", "i.key", "questions")},
        {tallies.of("indicator", "i.key", "figures")},
        {tallies.of("indicator", "i.key", "conflicts")}, i.key
        FROM indicator i LEFT JOIN indicator o ON o.key = i.share_of""",
    """CREATE VIEW v_source AS SELECT s.id, s.title, s.title_zh, s.publisher, s.issued, s.issued_how, s.kind,
        s.language,
        s.translated_from, s.series, s.edition, coalesce(c.title, '') AS copy_of, s.origin,
        CASE WHEN t.source_id IS NOT NULL THEN 'attached'
             WHEN s.sha256 <> '' THEN 'not attached' ELSE 'citation only' END AS text,
        (SELECT count(*) FROM figure f WHERE f.source_id = s.id) AS figures, s.address, s.note, s.sha256, s.key
        FROM source s LEFT JOIN source c ON c.key = s.copy_of LEFT JOIN source_text t ON t.source_id = s.id""",
    """CREATE VIEW v_relation AS SELECT r.id, r.kind,
        coalesce((SELECT group_concat(m.role || ': ' || f.printed, '; ') FROM relation_member m
            JOIN figure f ON f.id = m.figure_id WHERE m.relation_id = r.id), '') AS members,
        coalesce(s.title, '') AS source, r.reason, r.note, r.key
        FROM relation r LEFT JOIN source s ON s.key = r.source""",
    """CREATE VIEW v_ruling AS SELECT r.id, q.title AS question, r.act, r.outcome, r.stands, r.bridge, r.reason,
        r.consulted, r.until, r.author, r.at, r.supersedes, r.question_id, r.fingerprint
        FROM ruling r JOIN question q ON q.id = r.question_id""",
    "CREATE VIEW v_audit AS SELECT a.id, a.at, a.who, a.act, a.record, a.title, a.says, a.digest FROM audit a",
    "CREATE VIEW v_place AS SELECT p.id, p.name, p.name_zh, p.kind, p.part_of, p.note, p.key FROM place p",
)
