"""Keys, sealing, follow-up codes, erasure.

Disk holds ciphertext only. Every record has data keys of its own (`records`); a data key lies in a
small file of keys (`keystore`), sealed to a public key (`boxes`) whose private half is elsewhere:
in the matcher's memory, in an office's safe as shares (`shares`), or behind the family's
follow-up code (`codes`, `cases`). To erase a record is to destroy its data keys.
"""
