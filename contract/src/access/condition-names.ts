/**
 * The variables of conditions and their CEL types. This table is the documentation, the type check, the shape of the
 * values, and what an editor suggests, in one:
 *
 * - `person.account`, `person.department`, `person.groups`, `person.roles`: who asks
 * - `zone.id`, `zone.outside`: the network place; no rule is asked where there is no zone
 * - `listener`, `client.address`: the gateway's listener and the client's IP address
 * - `secondFactor`: whether the sign-in had one
 * - `device.enrolled`: whether the client is an enrolled device
 * - `time.*`: the city's wall clock; `weekday` is 1 on Monday, `date` is written `2026-03-02`; `holiday` is a public
 *   holiday of the city, `workday` a day from Monday to Friday that is none
 * - `training.valid`, `homeWorkplace.valid`: whether her training, and the check of her workplace at home, count today
 * - `agreement.exists`, `.today`, `.now`: whether an agreement holds on this date, has this weekday, and this hour
 * - `agreement.protectionNeed`: `normal` or `high`, as it was approved; `none` where no agreement holds
 * - `session.running`: whether the decision is about a session that is there; what follows is known in one only
 * - `session.minutes`: whole minutes since it was started; `app.id`: its single app, empty for a whole desktop, and in
 *   rules for the start and end of apps the one in question; `host.id`, `host.pool`: where it runs
 */
export const conditionVariables = {
  person: { account: 'string', department: 'string', groups: 'list<string>', roles: 'list<string>' },
  zone: { id: 'string', outside: 'bool' },
  client: { address: 'string' },
  device: { enrolled: 'bool' },
  time: { weekday: 'int', hour: 'int', minute: 'int', date: 'string', holiday: 'bool', workday: 'bool' },
  agreement: { exists: 'bool', today: 'bool', now: 'bool', protectionNeed: 'string' },
  training: { valid: 'bool' },
  homeWorkplace: { valid: 'bool' },
  session: { running: 'bool', minutes: 'int' },
  app: { id: 'string' },
  host: { id: 'string', pool: 'string' },
  listener: 'string',
  secondFactor: 'bool',
} as const

/** The product's own functions, each with an example of its arguments. */
export const conditionFunctions = {
  inCidr: 'client.address, "10.0.0.0/8"',
  within: '"07:00-19:00"',
  onHomeDay: '',
  fits: 'person.account, "^ext-"',
} as const
