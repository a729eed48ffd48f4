select number, name, digest from migration order by number
