"""What the actors' rules know besides the sentence: scenes read so far, the theatre, and figures already assigned."""

from __future__ import annotations

from dataclasses import dataclass, field

from flows.claims import theatre
from flows.claims.actors_scene import Actor, Frame, Scene, frame, read
from flows.claims.actors_words import nouns
from flows.claims.document import Document
from flows.claims.figures import Figure
from flows.claims.theatre import SIDES, Theatre

BACK = 12


@dataclass(frozen=True, slots=True)
class Pick:
    """An answer with the rule that gave it, the verbatim span it rests on and a reason to doubt it."""

    code: str | None
    rule: str
    start: int | None = None
    end: int | None = None
    entity_id: str | None = None
    doubt: str | None = None


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
    figures: list[Figure]
    scenes: dict[int, Scene] = field(default_factory=dict)
    done: list[Done] = field(default_factory=list)

    def scene(self, ordinal: int) -> Scene:
        """The sentence's scene, read once."""
        found = self.scenes.get(ordinal)
        if found is None:
            found = self.scenes[ordinal] = read(self.doc, ordinal)
        return found

    def last(self, ordinal: int, families: frozenset[str] | None = None, reach: int = 3) -> Done | None:
        """Latest figure of the families that stands at most `reach` sentences before `ordinal` (or in it)."""
        for done in reversed(self.done):
            if ordinal - done.figure.sentence > reach:
                return None
            if families is None or done.family in families:
                return done
        return None


def start(doc: Document, figures: list[Figure]) -> Context:
    """Fresh state for one article."""
    return Context(doc, theatre.of(doc), figures)


def framed(ctx: Context, figure: Figure) -> tuple[Scene, Frame]:
    """Scene and frame of a figure."""
    scene = ctx.scene(figure.sentence)
    return scene, frame(scene, figure)


def pick(actor: Actor, rule: str, doubt: str | None = None) -> Pick:
    """Answer that names `actor`."""
    return Pick(actor.code, rule, actor.text_start, actor.text_end, actor.entity_id, doubt)


def word_pick(scene: Scene, index: int, code: str | None, rule: str, doubt: str | None = None) -> Pick:
    """Answer that rests on one word ("the rebels"), resolved to `code`."""
    return Pick(code, rule, scene.tokens.starts[index], scene.tokens.ends[index], None, doubt)


def is_side(actor: Actor) -> bool:
    """Whether the name may act: not a place in a place's position, not the first half of "Russian-made"."""
    if actor.form not in SIDES or (actor.hyphen and actor.hyphen.split("-")[0] in nouns("hyphen", "void")):
        return False
    return not (actor.preposition and actor.form in ("name", "capital", "city", "region") and not actor.possessive)


def subject_before(scene: Scene, index: int) -> Actor | None:
    """First acting name left of the token: mostly the subject of the sentence."""
    return next((a for a in scene.actors if a.end <= index and is_side(a) and a.preposition is None), None)


def resolve(ctx: Context, scene: Scene, index: int, depth: int = 0) -> Pick | None:
    """Side that a role noun or pronoun at token `index` stands for, or None."""
    role = scene.roles[index]
    finder = RESOLVERS.get(role)
    return finder(ctx, scene, index, depth) if finder and depth < 3 else None


def named_group(ctx: Context, scene: Scene, index: int, depth: int) -> Pick | None:
    """Group named before (or right after) the noun, else the article's only group."""
    inside = [a for a in scene.actors if a.form == "group"]
    before = [a for a in inside if a.end <= index]
    after = [a for a in inside if index < a.start <= index + 12]
    for found in (before[-1:], after[:1]):
        if found:
            return Pick(
                found[0].code,
                "actors.role.group_in_sentence",
                scene.tokens.starts[index],
                scene.tokens.ends[index],
                found[0].entity_id,
            )
    for ordinal in range(scene.ordinal - 1, max(-1, scene.ordinal - 1 - BACK), -1):
        groups = [m for m in ctx.doc.mentions(ordinal) if m.form == "group" and m.code]
        if groups:
            return word_pick(scene, index, groups[-1].code, "actors.role.group_before")
    groups_all = ctx.theatre.groups
    if groups_all:
        return word_pick(
            scene, index, groups_all.most_common(1)[0][0], "actors.role.group_of_article", "group_by_article"
        )
    return None


def state_force(ctx: Context, scene: Scene, index: int, depth: int) -> Pick | None:
    """State whose army or government "the army" is: of a possessive, of the last force named, of the theatre."""
    words = scene.tokens.words
    for k in range(index - 1, max(-1, index - 4), -1):
        if scene.roles.get(k) in ("third", "country") and words[k] not in ("he", "she", "it", "they", "we"):
            return third_person(ctx, scene, k, depth + 1)
        if scene.roles.get(k) == "own":
            return speaker(ctx, scene, k, depth)
    same = [a for a in scene.actors if a.end <= index and a.form == "force"]
    if same:
        return word_pick(scene, index, same[-1].code, "actors.role.force_in_sentence")
    for ordinal in range(scene.ordinal - 1, max(-1, scene.ordinal - 5), -1):
        forces = [m for m in ctx.doc.mentions(ordinal) if m.form == "force" and m.code]
        if forces:
            return word_pick(scene, index, forces[-1].code, "actors.role.force_before")
    last = ctx.last(scene.ordinal, frozenset({"force", "holdings"}), 2)
    if (
        last
        and last.subject.code
        and last.subject.code not in ctx.theatre.groups
        and last.subject.code not in theatre.no_army()
    ):
        return word_pick(scene, index, last.subject.code, "actors.role.army_of_figure_before")
    country = ctx.theatre.country
    armies = ctx.theatre.armies
    if country in theatre.no_army():
        country = next(
            (code for code, _ in armies.most_common() if code not in theatre.no_army()), None
        ) or ctx.theatre.adversary(country)
    if country:
        return word_pick(scene, index, country, "actors.role.army_of_theatre", "army_by_theatre")
    return None


def unit(ctx: Context, scene: Scene, index: int, depth: int) -> Pick | None:
    """State of a numbered formation that no nationality goes with."""
    words = scene.tokens.words
    if any(w[0].isdigit() and w[-1].isalpha() for w in words[max(0, index - 4) : index]):
        return state_force(ctx, scene, index, depth)
    return None


def third_person(ctx: Context, scene: Scene, index: int, depth: int) -> Pick | None:
    """Side that "it", "its", "they", "his" takes up: the subject before it, else that of the sentence before."""
    for k in sorted(k for k in scene.roles if k < index):
        role = scene.roles[k]
        earlier = subject_before(scene, k)
        if (
            role in ("insurgent", "government", "group", "invader", "defender")
            and earlier is None
            and is_subject_word(scene, k)
        ):
            found = resolve(ctx, scene, k, depth + 1)
            if found and found.code:
                return Pick(
                    found.code,
                    "actors.role.pronoun",
                    scene.tokens.starts[index],
                    scene.tokens.ends[index],
                    found.entity_id,
                    found.doubt,
                )
    actor = subject_before(scene, index)
    if actor:
        return Pick(
            actor.code, "actors.role.pronoun", scene.tokens.starts[index], scene.tokens.ends[index], actor.entity_id
        )
    for ordinal in range(scene.ordinal - 1, max(-1, scene.ordinal - 3), -1):
        earlier_scene = ctx.scene(ordinal)
        actor = subject_before(earlier_scene, len(earlier_scene.tokens))
        if actor:
            return Pick(
                actor.code,
                "actors.role.pronoun_sentence_before",
                scene.tokens.starts[index],
                scene.tokens.ends[index],
                actor.entity_id,
            )
    return None


def is_subject_word(scene: Scene, index: int) -> bool:
    """Whether no preposition governs the role noun."""
    words = scene.tokens.words
    k = index - 1
    while k >= 0 and words[k] in ("the", "a", "an", "these", "those", "this", "that"):
        k -= 1
    return k < 0 or (words[k] not in nouns("places", "before") and words[k] not in ("by", "of", "against"))


def speaker(ctx: Context, scene: Scene, index: int, depth: int) -> Pick | None:
    """Side of "our forces", "we": who issues the article or speaks in the sentence."""
    speech = nouns("words", "speech")
    words = scene.tokens.words
    for actor in scene.actors:
        if is_side(actor) and any(w in speech for w in words[actor.end : actor.end + 4]):
            return Pick(
                actor.code, "actors.role.speaker", scene.tokens.starts[index], scene.tokens.ends[index], actor.entity_id
            )
    if ctx.theatre.issuer:
        return word_pick(scene, index, ctx.theatre.issuer, "actors.role.issuer")
    if ctx.theatre.groups:
        return word_pick(
            scene, index, ctx.theatre.groups.most_common(1)[0][0], "actors.role.group_of_article", "speaker_by_article"
        )
    return None


def enemy(ctx: Context, scene: Scene, index: int, depth: int) -> Pick | None:
    """Side that the speaker calls the enemy."""
    voice = speaker(ctx, scene, index, depth)
    code = ctx.theatre.enemy(voice.code) if voice else None
    return word_pick(scene, index, code, "actors.role.enemy") if code else None


def defender(ctx: Context, scene: Scene, index: int, depth: int) -> Pick | None:
    """Side at home where the fighting is."""
    country = ctx.theatre.country
    return word_pick(scene, index, country, "actors.role.defenders") if country else None


def invader(ctx: Context, scene: Scene, index: int, depth: int) -> Pick | None:
    """Side that fights the country where the fighting is."""
    code = ctx.theatre.adversary(ctx.theatre.country)
    return word_pick(scene, index, code, "actors.role.invaders") if code else None


def same_breath(ctx: Context, scene: Scene, index: int, depth: int) -> Pick | None:
    """Group of gunmen or bombers, only where the sentence names it."""
    groups = [a for a in scene.actors if a.form == "group" and abs(a.start - index) <= 14]
    return pick(groups[0], "actors.role.group_in_sentence") if groups else None


RESOLVERS = {
    "insurgent": named_group,
    "group": named_group,
    "unknown": same_breath,
    "government": state_force,
    "unit": unit,
    "third": third_person,
    "country": third_person,
    "own": speaker,
    "enemy": enemy,
    "defender": defender,
    "invader": invader,
}
