"""The command `musterroll`: its verbs are in flows.commands, this module gathers them and ends them well."""

from __future__ import annotations

import functools
import os
import signal
import sys
from collections.abc import Callable
from typing import Annotated, Any, Final

import typer
from typer.core import TyperGroup

from flows.commands import asking, handing_on, helping, reporting, running, scheduling, texts
from flows.commands.common import Status, Stop


class _Verbs(TyperGroup):
    """The verbs; where a name that is none is that of a saved query, the message says how to ask it."""

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """As Typer does. Raises its error of usage, with what was meant."""
        if args and not args[0].startswith("-") and self.get_command(ctx, args[0]) is None:
            from flows.commands.saved import saved_queries

            name = args[0].replace("-", "_")
            if name in saved_queries():
                ctx.fail(f"No such command {args[0]!r}. Did you mean `musterroll query --saved {name}`?")
        return super().resolve_command(ctx, args)


app = typer.Typer(
    cls=_Verbs,
    name="musterroll",
    help="Who has how many, who lost how many, and who says so: military figures of news articles in a warehouse.",
    epilog="Start with `musterroll run`, then `musterroll query --list`. Every verb has its own --help with examples.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode="markdown",
    context_settings={"help_option_names": ["-h", "--help"]},
)

PANELS: dict[str, tuple[Callable[..., None], ...]] = {
    "Make a warehouse": (running.run, handing_on.check, handing_on.export),
    "Run it by itself": (scheduling.schedule, scheduling.notify),
    "Ask it": (asking.query, asking.trace, reporting.report, asking.runs, asking.issues),
    "Look at the extraction": (texts.explain, texts.evaluate),
    "Find your way": (helping.doctor, helping.shell),
}

DUCKDB_INTERRUPTED: Final = "Query interrupted"
"""What a RuntimeError of DuckDB says when a signal came while it worked."""
_terminated: list[int] = []
"""Signals that asked this process to end."""


def _terminate(number: int, _: object) -> None:
    """Stop as with Ctrl-C; a second signal ends the process at once."""
    signal.signal(number, signal.SIG_DFL)
    _terminated.append(number)
    raise KeyboardInterrupt


def guarded(verb: Callable[..., None]) -> Callable[..., None]:
    """`verb`, ending with one line on standard error and an exit status instead of a traceback where it stops."""

    @functools.wraps(verb)
    def call(*arguments: Any, **options: Any) -> None:
        try:
            verb(*arguments, **options)
        except Stop as stop:
            _say(str(stop))
            raise typer.Exit(stop.status) from stop
        except (KeyboardInterrupt, RuntimeError) as error:
            if isinstance(error, RuntimeError) and str(error) != DUCKDB_INTERRUPTED:
                raise
            _say("stopped; nothing is half-written, the next run goes on from here")
            raise typer.Exit(Status.TERMINATED if _terminated else Status.INTERRUPTED) from error
        except BrokenPipeError as gone:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise typer.Exit(Status.FINE) from gone

    return call


for panel, verbs in PANELS.items():
    for verb in verbs:
        app.command(rich_help_panel=panel)(guarded(verb))


def _version(asked: bool) -> None:
    if asked:
        from importlib.metadata import version

        typer.echo(f"musterroll {version('musterroll')}")
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Military figures from news, as claims in a DuckDB warehouse."""


def main() -> None:
    """Run the command; a closed terminal (SIGHUP) ends it as SIGTERM does, unless nohup ignores that."""
    signal.signal(signal.SIGTERM, _terminate)
    if signal.getsignal(signal.SIGHUP) is signal.SIG_DFL:
        signal.signal(signal.SIGHUP, _terminate)
    app()


def _say(message: str) -> None:
    from flows.report.terminal import clean, console, plain

    said = f"musterroll: {message}"
    if sys.stderr.isatty():
        console(stderr=True).print(plain(said))  # breaks lines between words
    else:
        print(clean(said), file=sys.stderr)


if __name__ == "__main__":
    main()
