### Words every page uses.

households-count = { $n ->
    [one] { $n } household
   *[other] { $n } households
}
people-count = { $n ->
    [one] { $n } person
   *[other] { $n } people
}
