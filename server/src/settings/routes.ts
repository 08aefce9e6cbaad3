import { mayTakeOut } from '@nahtlos/contract/access/taking-out'
import * as routes from '@nahtlos/contract/api/settings'
import type { Caller } from '../access/caller.ts'
import { resolveCaller } from '../brokering/resolve-caller.ts'
import type { Api } from '../http/api.ts'
import { implement } from '../http/implement.ts'
import { implementDownload, implementUpload } from '../http/implement-archive.ts'
import type { Place } from '../http/place.ts'
import { lookForPeople } from '../people/look-for-people.ts'
import { ProblemError } from '../problem-error.ts'
import { accessesOf, askAccess, decideAccess, openAccess } from './accesses.ts'
import { type Deed, resetPackage, restoreVersion, told } from './change-package.ts'
import { exportArchive } from './export-archive.ts'
import { type Imported, importArchive } from './import-archive.ts'
import { packagesOf, timelineOf } from './timeline.ts'

/** A person's own settings, and the help desk's look at them. */
export function settingsRoutes(api: Api): void {
  const { services } = api
  const own = (caller: Caller, place: Place): Deed => {
    return { person: caller.person.id, actor: caller.person.id, clientAddress: place.clientAddress, access: null }
  }
  const myTimeline = (caller: Caller, template: string) =>
    told(() => timelineOf(services, { person: caller.person.id, values: true }, template))

  implement(api, routes.mySettings, ({ caller }) => packagesOf(services, caller.person.id))
  implement(api, routes.settingsTimeline, ({ caller, params }) => myTimeline(caller, params.template))
  implement(api, routes.restoreSettings, async ({ caller, params, body, place }) => {
    await restoreVersion(services, own(caller, place), params.template, body.version)
    return myTimeline(caller, params.template)
  })
  implement(api, routes.resetSettings, async ({ caller, params, place }) => {
    await resetPackage(services, own(caller, place), params.template)
    return myTimeline(caller, params.template)
  })

  implementDownload(api, routes.exportSettings, async ({ caller, place }) => {
    const { workspaces } = await resolveCaller(services, caller)
    if (!mayTakeOut(workspaces)) throw new ProblemError('no-taking-out')
    const archive = await told(() => exportArchive(services, caller.person.id))
    await services.events.record(services.database, {
      at: services.clock(),
      kind: 'settings.exported',
      actor: caller.person.id,
      clientAddress: place.clientAddress,
      details: {},
    })
    return { name: `einstellungen-${caller.person.account}.tar.gz`, archive }
  })
  implementUpload(api, routes.importSettings, async ({ caller, place }, archive) =>
    importView(await importArchive(services, own(caller, place), archive)),
  )

  implement(api, routes.accessesToMe, ({ caller }) => accessesOf(services, 'person', caller.person.id))
  implement(api, routes.decideAccess, ({ caller, params, body }) =>
    decideAccess(services, caller, params.access, body.granted),
  )
  helpDeskRoutes(api)
}

/** Each look is recorded; only an access that is granted and not over opens anything. */
function helpDeskRoutes(api: Api): void {
  const { services } = api
  const { database, clock, events } = services

  const look = async (caller: Caller, place: Place, access: string, template: string | null): Promise<string> => {
    const person = await openAccess(services, caller, access)
    await events.record(database, {
      at: clock(),
      kind: 'settings-access.used',
      actor: caller.person.id,
      clientAddress: place.clientAddress,
      details: { access, person, template },
    })
    return person
  }
  const timeline = (person: string, template: string) =>
    told(() => timelineOf(services, { person, values: false }, template))

  implement(api, routes.helpDeskPeople, ({ caller, query }) => lookForPeople(services, caller, query.q))
  implement(api, routes.helpDeskAccesses, ({ caller }) => accessesOf(services, 'helper', caller.person.id))
  implement(api, routes.askAccess, ({ caller, body }) => askAccess(services, caller, body))
  implement(api, routes.accessedSettings, async ({ caller, params, place }) =>
    packagesOf(services, await look(caller, place, params.access, null)),
  )
  implement(api, routes.accessedTimeline, async ({ caller, params, place }) =>
    timeline(await look(caller, place, params.access, params.template), params.template),
  )
  const deedBy = async (caller: Caller, place: Place, access: string): Promise<Deed> => {
    const person = await openAccess(services, caller, access)
    return { person, actor: caller.person.id, clientAddress: place.clientAddress, access }
  }
  implement(api, routes.restoreAccessed, async ({ caller, params, body, place }) => {
    const deed = await deedBy(caller, place, params.access)
    await restoreVersion(services, deed, params.template, body.version)
    return timeline(deed.person, params.template)
  })
  implement(api, routes.resetAccessed, async ({ caller, params, place }) => {
    const deed = await deedBy(caller, place, params.access)
    await resetPackage(services, deed, params.template)
    return timeline(deed.person, params.template)
  })
  implementUpload(api, routes.importAccessed, async ({ caller, params, place }, archive) => {
    const deed = await deedBy(caller, place, params.access).catch((error: unknown) => {
      archive.resume()
      throw error
    })
    return importView(await importArchive(services, deed, archive))
  })
}

function importView({ packages, leftOut }: Imported) {
  const views = packages.map(({ template, files }) => ({ template: template.id, title: template.title, files }))
  return { packages: views, leftOut }
}
