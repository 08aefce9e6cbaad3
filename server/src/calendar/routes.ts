import * as routes from '@nahtlos/contract/api/agreements'
import type { Api } from '../http/api.ts'
import { implement, implementFile } from '../http/implement.ts'
import { calendarAt, endFeed, makeFeed } from './feeds.ts'
import { teamWeek } from './team.ts'

/** Who is where by what was agreed: the team's week, and calendars for calendar programs. */
export function calendarRoutes(api: Api): void {
  const { services } = api
  implement(api, routes.team, ({ caller, query }) => teamWeek(services, caller, query.date))
  implement(api, routes.calendarFeed, ({ caller, body }) => makeFeed(services, caller, body.scope))
  implement(api, routes.endCalendarFeed, ({ caller, params }) => endFeed(services, caller, params.scope))
  implementFile(api, routes.calendar, ({ params }) => calendarAt(services, params.token))
}
