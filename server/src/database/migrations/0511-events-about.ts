import type { Migration } from '../migration.ts'

/** Whatever an event is about, by its identifiers: what one person's events are is asked for without reading all. */
export const eventsAbout: Migration = {
  name: '0511-events-about',
  sql: `
    create function event_subjects(details jsonb) returns text[]
      language sql immutable parallel safe
      return (
        select coalesce(array_agg(distinct found[1]), '{}')
        from regexp_matches(
          details::text, '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}', 'g'
        ) as found
      );
    create index event_actor on event (actor);
    create index event_subjects on event using gin (event_subjects(details));
  `,
}
