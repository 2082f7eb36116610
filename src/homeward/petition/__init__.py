"""Petitions that are signed without a name and that anyone can recount.

Issuers sign what they cannot read (blind RSA, RFC 9474, as tokens of RFC 9578), so that not even
they, with all their files, can tell who signed. What is signed lies in a public log.

    signer       signing.prepare → issuer → signing.finish → an entry that anyone may hand in
    issuer       issuing.Issuing, ledger.LedgerFile
    publisher    deposits.Deposits, publication.open_petition, publish_batch, close_petition
    anyone       recount.recount, receipts.receipt, receipts.check_receipt

No clock is read and no database of the site is used here: days are given by the caller. See
docs/petitions.md.
"""
