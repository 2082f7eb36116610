"""Petitions: written by two, frozen, signed without a name, published once a day, closed.

`folders` says what lies where, `codes` who may sign, `offices` issues and takes in, `daily`
publishes and closes. The mathematics is `homeward.petition`.
"""
