"""A small data package that tests change to taste."""

import json
from pathlib import Path

AREAS = [f"X{i:02d}" for i in range(1, 11)]
TABLES: dict[str, str] = {
    "areas": "code,name,kind,region,nation,start,end,parent\n"
    + "".join(
        f"{code},Council {code},unitary,{'North' if i < 5 else 'South'},Land,,,\n" for i, code in enumerate(AREAS)
    ),
    "names": "area,name\nX01,Oldtown\n",
    "groups": "group,scheme,label,kind,owner\nfamily-1,place,Family 1,family,\nnear-X01,near,Near X01,neighbours,X01\n",
    "members": "group,area,position\n"
    + "".join(f"family-1,{code},\n" for code in AREAS)
    + "".join(f"near-X01,{code},{i}\n" for i, code in enumerate(AREAS[1:6], 1)),
    "metrics": "metric,label,unit,value_type,polarity,multiplier,decimals,scheme,source\n"
    "m1,Days to decide,days,mean,low,,1,place,A register\n"
    "m2,Households helped,%,percentage,high,100,1,place,A register\n",
    "observations": "metric,area,period,value,numerator,denominator,status\n"
    + "".join(f"m1,{code},2022/23,{i + 11},,,\nm1,{code},2023/24,{i + 10},,,\n" for i, code in enumerate(AREAS))
    + "".join(f"m2,{code},2023/24,,{i + 1},20,\n" for i, code in enumerate(AREAS)),
}


def write(folder: Path, *, name: str = "small", **tables: str) -> Path:
    """Write the package; each table given takes the place of the usual one, an empty one leaves it out."""
    folder.mkdir(parents=True, exist_ok=True)
    chosen = {table: text for table, text in (TABLES | tables).items() if text}
    for table, text in chosen.items():
        (folder / f"{table}.csv").write_text(text, "utf-8")
    resources = [{"name": table.replace("_", "-"), "path": f"{table}.csv"} for table in chosen]
    (folder / "datapackage.json").write_text(json.dumps({"name": name, "resources": resources}), "utf-8")
    return folder
