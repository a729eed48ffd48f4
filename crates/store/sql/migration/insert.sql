insert into migration (number, name, digest) values ($1, $2, $3)
