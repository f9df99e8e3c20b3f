# Read by `backup` and `restore`: DATABASE_URL as the variables that PostgreSQL's programs know, so that the password
# stands in no list of processes.
eval "$(python3 <<'PYTHON'
import os
import shlex
from urllib.parse import parse_qs, unquote, urlsplit

url = urlsplit(os.environ["DATABASE_URL"])
host = url.hostname or parse_qs(url.query).get("host", [""])[0]
held = {"PGHOST": host, "PGPORT": url.port or "", "PGUSER": url.username, "PGPASSWORD": url.password}
held["PGDATABASE"] = url.path.lstrip("/")
for name, value in held.items():
    if value:
        print(f"export {name}={shlex.quote(unquote(str(value)))}")
PYTHON
)"
