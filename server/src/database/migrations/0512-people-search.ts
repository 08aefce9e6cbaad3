import type { Migration } from '../migration.ts'

/**
 * How people are looked for, made when a name is written and not again for each of 10,000 at every look: lower case,
 * without accents, and as German names are spelled where there are no umlauts.
 */
export const peopleSearch: Migration = {
  name: '0512-people-search',
  sql: `
    create function searchable(words text) returns text
      language sql immutable parallel safe
      return translate(
        replace(regexp_replace(normalize(lower(words), NFD), '[\u0300-\u036f]', '', 'g'), 'ß', 'ss'), 'ıłđøð', 'ildod');
    alter table person add column searched text not null generated always as (
      searchable(name) || ' ' ||
      searchable(replace(replace(replace(lower(name), 'ä', 'ae'), 'ö', 'oe'), 'ü', 'ue')) || ' ' || account) stored;
  `,
}
