rule Roof
{
    strings:
        $slate = "slate" nocase
        $tile = { 74 69 6C ( 65 | 69 ) [0-2] 21 }
        $beam = "beam" fullword
    condition:
        any of them
}
