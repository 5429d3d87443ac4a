"""Signs a token with Python's standard library: python3 sign.py ALGORITHM, the secret in SECRET."""

import base64
import hashlib
import hmac
import json
import os
import sys
import time

HASHES = {"HS256": hashlib.sha256, "HS384": hashlib.sha384, "HS512": hashlib.sha512}


def encoded(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


algorithm = sys.argv[1]
header = encoded(json.dumps({"alg": algorithm, "typ": "JWT"}).encode())
payload = encoded(json.dumps({"sub": "alice", "exp": int(time.time()) + 900}).encode())
signed = f"{header}.{payload}"
mac = hmac.new(os.environ["SECRET"].encode(), signed.encode(), HASHES[algorithm]).digest()
sys.stdout.write(f"{signed}.{encoded(mac)}")
