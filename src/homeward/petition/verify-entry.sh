#!/bin/sh
# Checks one line of a petition's public log with openssl and sha256sum alone.
#
#   verify-entry.sh petition.json entry.json [folder of the log]
#
# entry.json is the line as it stands in the log, without a newline at its end. Prints the leaf hash;
# with the folder, looks that up in the log's tiles. Ends with 1 and the reason if anything is wrong.
set -eu
export LC_ALL=C
fail() { echo "verify-entry: $*" >&2; exit 1; }
[ $# -ge 2 ] || fail "usage: verify-entry.sh petition.json entry.json [folder of the log]"
manifest=$1 entry=$2 log=${3:-}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

digest() { sha256sum | cut -d ' ' -f 1; }
hex() { od -An -v -tx1 | tr -d ' \n'; }
bytes() { tail -c +"$(($2 + 1))" "$1" | head -c "$3" | hex; }
unhex() { # digits on standard input → bytes
    sed 's/../\\x&/g' >"$work/escaped"
    env printf "$(cat "$work/escaped")"
}
decode() { # base64url → bytes
    text=$(printf %s "$1" | tr -- '-_' '+/')
    while [ $((${#text} % 4)) -ne 0 ]; do text="$text="; done
    printf %s "$text" | openssl base64 -d -A
}
field() { sed -n "s/.*\"$1\":\"\\([^\"]*\\)\".*/\\1/p" "$entry"; }
u16() { printf %04x "$1" | unhex; }

shape='{"c":"[a-z0-9-]*","cR":"[A-Za-z0-9_-]*","p":"[A-Za-z0-9_-]*","pl":\({}\|{"name":"\(\\.\|[^"\\]\)*"}\),'
shape=$shape'"t":"sign","tok":\["[A-Za-z0-9_-]*"\(,"[A-Za-z0-9_-]*"\)*\],"v":1}'
[ "$(wc -l <"$entry")" -eq 0 ] && grep -qx "$shape" "$entry" || fail "this is no signature; only those are checked here"
petition=$({ printf 'petition-manifest-v1\n'; cat "$manifest"; } | digest)
[ "$(decode "$(field p)" | hex)" = "$petition" ] || fail "the entry belongs to another petition"

class=$(field c)
group=$(sed -n "s/.*{\"id\":\"$class\",\"issuers\":\\[\\([^]]*\\)\\],\"k\":\\([0-9]*\\)}.*/\\2 \\1/p" "$manifest")
[ -n "$class" ] && [ -n "$group" ] || fail "the petition has no such class"
k=${group%% *} issuers=${group#* }

# nonce = SHA-256(serial label, cR, SHA-256(payload label, payload))
payload=$(sed -n 's/.*"pl":\({.*}\),"t":"sign","tok":.*/\1/p' "$entry")
told=$({ printf 'petition-payload-v1\n'; printf %s "$payload"; } | digest)
nonce=$({ printf 'petition-serial-v1\n'; decode "$(field cR)"; printf %s "$told" | unhex; } | digest)

: >"$work/used"
for token in $(sed -n 's/.*"tok":\[\([^]]*\)\].*/\1/p' "$entry" | tr -d '"' | tr ',' ' '); do
    decode "$token" >"$work/token"
    [ "$(wc -c <"$work/token")" -eq 354 ] || fail "a token has another length than 354 bytes"
    head -c 98 "$work/token" >"$work/input.bin"
    tail -c 256 "$work/token" >"$work/sig.bin"
    [ "$(bytes "$work/token" 0 2)" = 0002 ] || fail "a token is of another kind"
    [ "$(bytes "$work/token" 2 32)" = "$nonce" ] || fail "a token does not belong to this entry"
    key=$(bytes "$work/token" 66 32) name=
    for issuer in $(printf %s "$issuers" | sed 's/},{/} {/g'); do
        decode "$(printf %s "$issuer" | sed 's/.*"spki":"\([^"]*\)".*/\1/')" >"$work/key.der"
        [ "$(digest <"$work/key.der")" = "$key" ] || continue
        name=$(printf %s "$issuer" | sed 's/.*"name":"\([^"]*\)".*/\1/')
        openssl pkey -pubin -inform DER -in "$work/key.der" -out "$work/issuer.pem"
    done
    [ -n "$name" ] || fail "a token is of an issuer that the class does not name"
    challenge=$({
        printf '\0\2'; u16 "${#name}"; printf %s "$name"; printf ' '
        printf %s "$petition" | unhex; u16 "${#class}"; printf %s "$class"
    } | digest)
    [ "$(bytes "$work/token" 34 32)" = "$challenge" ] || fail "a token is for another petition or class"
    openssl dgst -sha384 -verify "$work/issuer.pem" -sigopt rsa_padding_mode:pss \
        -sigopt rsa_pss_saltlen:48 -sigopt rsa_mgf1_md:sha384 -signature "$work/sig.bin" \
        "$work/input.bin" >/dev/null || fail "the signature of $name is wrong"
    echo "$name" >>"$work/used"
done
[ "$(sort -u "$work/used" | wc -l)" -eq "$k" ] && [ "$(wc -l <"$work/used")" -eq "$k" ] ||
    fail "the class demands tokens of $k issuers"

leaf=$({ printf '\0'; cat "$entry"; } | digest)
echo "leaf $leaf"
[ -z "$log" ] || find "$log/tile/0" -type f -exec od -An -v -tx1 -w32 {} + | tr -d ' ' |
    grep -qx "$leaf" || fail "the log in $log does not hold this entry"
