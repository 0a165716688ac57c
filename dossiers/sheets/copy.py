"""The list back to its clerk: the same rows at the same places, what is wrong beside them."""

from collections import defaultdict

from dossiers.models import ListImport
from dossiers.sheets.problem import RowProblem
from nganam_awards.core.sheets.grids import read_grids
from nganam_awards.core.sheets.workbooks import write_marked


def marked_file(brought: ListImport, problems: list[RowProblem]) -> bytes:
    """A workbook with every sheet of the list; rows with problems are coloured and explained."""
    with brought.file.open("rb") as file:
        file.name = brought.name
        grids = read_grids(file)
    wrong: defaultdict[tuple[str, int], list[str]] = defaultdict(list)
    for problem in problems:
        wrong[problem.sheet, problem.row].append(f"{problem.column}: {problem.message}")
    return write_marked(grids, {place: " ".join(said) for place, said in wrong.items()})
