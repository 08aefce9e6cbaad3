import * as routes from '@nahtlos/contract/api/privacy'
import { dataProtectionDrafts } from '@nahtlos/core/privacy/drafts'
import type { Api } from '../http/api.ts'
import { implement, implementFile } from '../http/implement.ts'
import { decideOffer, offersOf, readOffer, saveOffer } from './archive.ts'
import { evidenceOf } from './destroy.ts'
import { askErasure, confirmErasure, listErasures } from './erasures.ts'
import { loggedClasses, neverLogged } from './logged.ts'
import { askLookUp, decideLookUp, listLookUps, readLookUp } from './look-ups.ts'
import { ownArchive } from './own-archive.ts'
import { ownData } from './own-data.ts'
import { looksAt } from './record-look.ts'
import { dataProtectionInForce } from './rules-in-force.ts'
import { countByDepartment } from './statistics.ts'

/** Data protection as a function: what is stored about me, who looked, what is deleted when. */
export function privacyRoutes(api: Api): void {
  const { services } = api
  const { database, published, server } = services

  implement(api, routes.whatIsLogged, async ({ caller }) => {
    const { rules } = dataProtectionInForce(services, caller.person.department)
    const { controller, officer } = rules
    return { controller, officer, logged: loggedClasses(rules), never: neverLogged }
  })
  implement(api, routes.myData, ({ caller }) => ownData(services, caller.person.id))
  implementFile(api, routes.myDataFile, ({ caller }) => ownArchive(services, caller.person.id))
  implement(api, routes.myLooks, ({ caller }) => looksAt(services, caller.person.id))

  implement(api, routes.askLookUp, ({ caller, body }) => askLookUp(services, caller, body))
  implement(api, routes.myLookUps, ({ caller }) => listLookUps(services, { askedBy: caller.person.id }))
  implement(api, routes.lookUpEvents, ({ caller, params }) => readLookUp(services, caller, params.lookUp))
  implement(api, routes.lookUps, ({ caller }) => listLookUps(services, { notAbout: caller.person.id }))
  implement(api, routes.decideLookUp, ({ caller, params, body }) =>
    decideLookUp(services, caller, params.lookUp, body.granted),
  )

  implement(api, routes.archiveOffers, () => offersOf(services))
  implement(api, routes.archiveOffer, ({ caller, params }) => readOffer(services, caller, params.offer))
  implementFile(api, routes.archiveOfferFile, ({ caller, params }) => saveOffer(services, caller, params.offer))
  implement(api, routes.decideArchiveOffer, ({ caller, params, body }) =>
    decideOffer(services, caller, params.offer, body.decision),
  )

  implement(api, routes.erasures, ({ caller }) => listErasures(services, caller))
  implement(api, routes.askErasure, ({ caller, body }) => askErasure(services, caller, body))
  implement(api, routes.confirmErasure, ({ caller, params }) => confirmErasure(services, caller, params.erasure))
  implement(api, routes.evidence, () => evidenceOf(database))

  implement(api, routes.dataProtectionDrafts, async () => {
    const inForce = published.current()
    if (inForce === null) return []
    const { rules, today } = dataProtectionInForce(services)
    return dataProtectionDrafts(inForce.configuration, {
      logged: loggedClasses(rules),
      never: neverLogged,
      mails: server.mail !== null,
      settings: server.vault.directory === null ? 's3' : 'directory',
      revision: inForce.revision,
      date: today,
    })
  })
  implement(api, routes.statistics, () => countByDepartment(services))
}
