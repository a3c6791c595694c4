"""What the actors' rules know besides the sentence: scenes read so far, the theatre, and figures already assigned."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import NamedTuple

from flows.claims import theatre
from flows.claims.actors_scene import Actor, Frame, Scene, frame, read
from flows.claims.actors_words import nouns
from flows.claims.document import Document
from flows.claims.figures import Figure
from flows.claims.roster import read_roster
from flows.claims.roster_formations import Armies
from flows.claims.roster_groups import learn
from flows.claims.roster_names import Roster, told_names
from flows.claims.theatre import SIDES, Theatre

PARTS = frozenset({"elements", "remnants", "parts", "survivors", "units", "men", "soldiers", "troops", "fighters"})
LEADS = 4  # words before the force
NOMINATIVES = frozenset({"it", "they", "he", "she", "we", "i"})


class Pick(NamedTuple):
    """An answer with the rule that gave it, the verbatim span it rests on and a reason to doubt it."""

    code: str | None
    rule: str
    start: int | None = None
    end: int | None = None
    entity_id: str | None = None
    doubt: str | None = None

    def again(self, rule: str, doubt: str | None = None) -> Pick:
        """The same answer, taken over by another rule."""
        return self._replace(rule=rule, doubt=doubt or self.doubt)


@dataclass(frozen=True, slots=True)
class Done:
    """A figure with what was assigned to it."""

    figure: Figure
    frame: Frame
    family: str
    subject: Pick
    population: str | None
    service: str | None
    perpetrator: Pick
    place: Pick
    is_part: bool = False


@dataclass(slots=True)
class Context:
    """State of one article's assignment: grows figure by figure."""

    doc: Document
    theatre: Theatre
    roster: Roster
    figures: list[Figure]
    by_sentence: dict[int, list[Figure]] = field(default_factory=dict)
    scenes: dict[int, Scene] = field(default_factory=dict)
    known: dict[int, Scene] = field(default_factory=dict)
    """Scenes read for the roster, of the names that the gazetteer knows."""
    starts: dict[int, list[int]] = field(default_factory=dict)
    done: list[Done] = field(default_factory=list)

    def scene(self, ordinal: int) -> Scene:
        """The sentence's scene, read once."""
        found = self.scenes.get(ordinal)
        if found is None:
            names = told_names(self.roster, self.doc, ordinal)
            known = self.known.get(ordinal) if names is self.doc.mentions(ordinal) else None
            found = self.scenes[ordinal] = known or read(self.doc, ordinal, names)
        return found

    def last(self, ordinal: int, families: frozenset[str] | None = None, reach: int = 3) -> Done | None:
        """Latest figure of the families that stands at most `reach` sentences before `ordinal` (or in it)."""
        for done in reversed(self.done):
            if ordinal - done.figure.sentence > reach:
                return None
            if families is None or done.family in families:
                return done
        return None

    @property
    def is_battle(self) -> bool:
        """Whether the article tells of a fight of two sides by their units and commanders."""
        return self.roster.parties.pair is not None and bool(self.roster.units or self.roster.leaders)

    def is_state(self, code: str | None) -> bool:
        """Whether the code is a country's."""
        return is_country(code, self.theatre)


def is_country(code: str | None, told: Theatre) -> bool:
    """Whether the code is a country's, none of the groups of the article's theatre."""
    return code is not None and len(code) == 3 and code.isupper() and code not in told.groups


def start(doc: Document, figures: list[Figure]) -> Context:
    """Fresh state for one article."""
    near = frozenset(o + step for o in {f.sentence for f in figures} for step in (-2, -1, 0, 1, 2))
    groups = learn(doc)
    told = theatre.of(doc, near, groups)
    armies = Armies(told.issuer if is_country(told.issuer, told) else told.army, told.sides)
    roster, scenes = read_roster(doc, {f.sentence for f in figures}, groups, armies)
    told = replace(told, met=roster.parties.met)
    if told.about_forces:
        roster = replace(roster, bands={})  # "the navy" of a description is that of the state described
    ctx = Context(doc, told, roster, figures, known=scenes)
    for figure in figures:
        ctx.by_sentence.setdefault(figure.sentence, []).append(figure)
    return ctx


def framed(ctx: Context, figure: Figure) -> tuple[Scene, Frame]:
    """Scene and frame of a figure."""
    scene = ctx.scene(figure.sentence)
    return scene, frame(scene, figure)


def pick(actor: Actor, rule: str, doubt: str | None = None) -> Pick:
    """Answer that names `actor`."""
    return Pick(actor.code, rule, actor.text_start, actor.text_end, actor.entity_id, doubt)


def is_side(actor: Actor) -> bool:
    """Whether the name may act: not a place in a place's position, not the first half of "Russian-made"."""
    if actor.form not in SIDES or actor.is_void:
        return False
    return not (actor.preposition and actor.form in ("name", "capital", "city", "region") and not actor.possessive)


def subject_before(scene: Scene, index: int) -> Actor | None:
    """First acting name left of the token: mostly the subject of the sentence."""
    return next((a for a in scene.actors if a.end <= index and acts(scene, a)), None)


def acts(scene: Scene, actor: Actor) -> bool:
    """Whether the name may be a subject: no preposition, and no verb right before it that has it for an object."""
    parts = actor.preposition == "of" and leads_as_part(scene, actor)
    if not parts and (not is_side(actor) or actor.preposition is not None):
        return False
    if is_agent(scene, actor):
        return False
    return not (scene.has(actor.start - 1, "send", "get", "attack", "harm") and not scene.has(actor.start - 1, "aux"))


def leads_as_part(scene: Scene, actor: Actor) -> bool:
    """Whether parts of the force open the sentence ("Elements of the 2nd SS Panzer Corps tried")."""
    return actor.form in ("force", "group") and scene.words[0] in PARTS and actor.start <= LEADS


def is_agent(scene: Scene, actor: Actor) -> bool:
    """Whether the name stands behind "by", alone or as the second of two ("by the United States and Britain")."""
    before = scene.words[max(0, actor.start - 2) : actor.start]
    if before[-1:] == ["by"] or before == ["by", "the"]:
        return True
    beside = next((a for a in scene.actors if a.end == actor.start - 1), None) if before[-1:] == ["and"] else None
    return beside is not None and is_agent(scene, beside)


def is_subject_word(scene: Scene, index: int) -> bool:
    """Whether no preposition governs the noun at `index`."""
    words = scene.words
    k, stops = index - 1, nouns("words", "stop")
    if words[index] in NOMINATIVES and k >= 0 and words[k] not in nouns("places", "before", "other", "agent"):
        return True  # "By nightfall | it had 210 dead"
    if k > 0 and words[k] == "and" and (k - 1 in scene.roles or words[k - 1].endswith("s")):
        k -= 2  # "against government and | military targets"
    while k >= 0 and index - k <= 3 and words[k][0].isalpha() and words[k] not in stops and k not in scene.verbs:
        k -= 1
    while k >= 0 and words[k] in ("the", "a", "an", "these", "those", "this", "that"):
        k -= 1
    if k >= 0 and words[k][0].isdigit():
        return True
    return k < 0 or words[k] not in nouns("places", "before", "other", "agent")


def speaking(scene: Scene) -> Actor | None:
    """Side that the sentence quotes ("Moscow says", "according to the Israeli military")."""
    speech, words = nouns("words", "speech"), scene.words
    for actor in scene.actors:
        follows = any(w in speech for w in words[actor.end : actor.end + 4])
        if (
            follows
            and words[actor.start - 1 : actor.start] == ["in"]
            and words[actor.start - 2] in nouns("words", "ministries")
        ):
            return actor  # "the defence ministry in Moscow said"
        if not is_side(actor) and not (actor.preposition is None and actor.form in SIDES):
            continue
        cited = words[max(0, actor.start - 3) : actor.start]
        if (follows and actor.preposition is None) or "according" in cited:
            return actor
    return None


def figure_starts(ctx: Context, scene: Scene) -> list[int]:
    """Tokens where the sentence's figures start."""
    found = ctx.starts.get(scene.ordinal)
    if found is None:
        found = [scene.tokens.at(f.number.start) for f in ctx.by_sentence.get(scene.ordinal, ())]
        ctx.starts[scene.ordinal] = found
    return found


def next_figure(ctx: Context, scene: Scene, fr: Frame) -> int:
    """Token where the sentence's next figure starts, or the sentence's end."""
    starts = figure_starts(ctx, scene)
    return min((s for s in starts if s > fr.start), default=len(scene.tokens))


def shared_phrase(ctx: Context, scene: Scene, fr: Frame) -> tuple[int, int] | None:
    """Span of the noun that a bare figure shares with the next one ("killing three and wounding four enemy troops")."""
    words = scene.words
    if fr.head is not None or words[fr.stop : fr.stop + 1] != ["and"] or not scene.has(fr.stop + 1, "harm"):
        return None
    number = next_figure(ctx, scene, fr)
    if number > fr.stop + 5 or number >= len(words):
        return None
    figure = next(f for f in ctx.by_sentence[scene.ordinal] if scene.tokens.at(f.number.start) == number)
    other = frame(scene, figure)
    if other.head is None or words[other.head] in nouns("words", "elided"):
        return None
    return other.end, other.stop


def after_list(ctx: Context, scene: Scene, fr: Frame) -> int:
    """Token after the head, or after a list of bare figures that goes on ("26 dead and 65 wounded among the ranks")."""
    words, k = scene.words, fr.stop
    starts = figure_starts(ctx, scene)
    bare = nouns("words", "elided") | {"hurt", "captured"}
    while is_bare(scene, fr, k, bare):
        k += words[k] in bare
        if words[k : k + 1] in (["and"], [","]) and k + 1 in starts:
            following = k + 2
            while words[following : following + 1] and words[following] in bare:
                following += 1
            if following == k + 2:
                return fr.stop
            k = following
            continue
        return k
    return k


def is_bare(scene: Scene, fr: Frame, k: int, bare: frozenset[str]) -> bool:
    """Whether nothing but words like "dead" and "wounded" stands between the number and token `k`."""
    return k < len(scene.words) and all(
        w in bare or w in ("and", ",") or w[0].isdigit() for w in scene.words[fr.end : k]
    )
