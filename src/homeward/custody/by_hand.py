"""The script of a bundle: every check again, with sh, sha256sum and openssl alone."""

VERIFY = rb"""#!/bin/sh
# Checks this bundle of evidence. It needs sh, sha256sum and openssl (3.0 or newer), nothing else.
# Unpack the bundle, go into its folder, run:
#
#     sh VERIFY.txt
#
# or type the commands below one after another. VERIFIED says: the original and the record of who
# had it are what was committed to in the log, by the holders of the keys that are listed, not later
# than the time stamps say. It says nothing about whether what the original shows is true.
# Ask the organisation, by another way than this bundle, whether the listed keys are theirs.
set -eu
fail() { echo "NOT VERIFIED: $1"; exit 1; }
signed_by() { openssl pkeyutl -verify -pubin -inkey "$1" -rawin -in "$2" -sigfile "$3" >/dev/null; }
sha256() { openssl dgst -sha256 -binary; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# 1. No file was changed since the bundle was made.
sha256sum --quiet --check SHA256SUMS || fail "a file is not what SHA256SUMS says"

# 2. The original is the one that item.json describes.
digest=$(sha256sum < original | cut -c 1-64)
grep -q "\"sha256\":\"$digest\"" item.json || fail "original"

# 3. The log signed its checkpoint; the third line is the root of its tree of hashes.
head -n 3 log/checkpoint | cmp -s - log/text || fail "log/text"
signed_by log/key.pem log/text log/signature || fail "log/checkpoint"
root=$(sed -n 3p log/text)

# 4. Each event is signed, names the one before it, and is in the log.
item=$(sed 's/.*"id":"\([0-9a-f]*\)".*/\1/' item.json)
prev= number=0
for event in events/*.json; do
    name=${event%.json} number=$((number + 1))
    grep -q "\"item\":\"$item\",\"n\":$number,.*\"prev\":\"$prev\"" "$event" || fail "$event"
    key=$(sed 's/.*"by":"\([0-9a-f]*\)".*/\1/' "$event")
    { printf 'custody-event-v1\n'; cat "$event"; } > "$work/signed"
    signed_by "keys/$key.pem" "$work/signed" "$name.sig" || fail "$name.sig"
    { printf 'custody-v1\n'; cat "$name.salt" "$event"; } > "$work/committed"
    prev=$(sha256sum < "$work/committed" | cut -c 1-64)
    { printf '\000'; sha256 < "$work/committed"; } | sha256 > "$work/hash"
    while read -r side other; do
        printf %s "$other" | openssl base64 -d -A > "$work/other"
        case $side in
            left) { printf '\001'; cat "$work/other" "$work/hash"; } | sha256 > "$work/above" ;;
            right) { printf '\001'; cat "$work/hash" "$work/other"; } | sha256 > "$work/above" ;;
            *) fail "$name.path" ;;
        esac
        mv "$work/above" "$work/hash"
    done < "$name.path"
    [ "$(openssl base64 -A -in "$work/hash")" = "$root" ] || fail "$event is not in the log"
done
digest=$(sha256sum < item.json | cut -c 1-64)
grep -q "\"out\":\[\"$digest\"\].*\"t\":\"acquire\"" events/0001.json || fail "item.json"

# 5. Each time stamp is of the checkpoint.
for stamp in stamps/*.tsr; do
    [ -e "$stamp" ] || continue
    name=${stamp%.tsr}
    set -- -CAfile "$name.root.pem"
    [ ! -s "$name.chain.pem" ] || set -- "$@" -untrusted "$name.chain.pem"
    openssl ts -verify -data log/checkpoint -in "$stamp" "$@" >/dev/null 2>&1 || fail "$stamp"
    openssl ts -reply -in "$stamp" -text 2>/dev/null | grep 'Time stamp:'
done

echo "keys:"
sha256sum keys/*.pem log/key.pem
echo "VERIFIED: the original, $number events of custody and all time stamps"
"""
