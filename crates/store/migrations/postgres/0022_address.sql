-- Houses are looked up by the head of their address, in whichever commune they stand; `like` uses an index
-- of this kind alone.

create index household_by_address on household (address_fold text_pattern_ops);
