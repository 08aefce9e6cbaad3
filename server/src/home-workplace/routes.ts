import * as routes from '@nahtlos/contract/api/home-workplace'
import type { Api } from '../http/api.ts'
import { implement } from '../http/implement.ts'
import { assessCheck, readCheck, readPhoto, waitingChecks } from './assess.ts'
import { addPhoto, changeHome, fileCheck, myHomeWorkplace, removePhotos } from './checks.ts'
import { recordTraining } from './trainings.ts'

/** The workplace at home, as its person and as occupational safety see it; and trainings. */
export function homeWorkplaceRoutes(api: Api): void {
  const { services } = api

  implement(api, routes.myHomeWorkplace, ({ caller }) => myHomeWorkplace(services, caller.person))
  implement(api, routes.fileHomeCheck, async ({ caller, body }) => {
    await fileCheck(services, caller, body.answers)
    return myHomeWorkplace(services, caller.person)
  })
  implement(api, routes.addHomePhoto, async ({ caller, body }) => {
    await addPhoto(services, caller, body.photo)
    return myHomeWorkplace(services, caller.person)
  })
  implement(api, routes.removeHomePhotos, async ({ caller }) => {
    await removePhotos(services, caller.person.id)
    return myHomeWorkplace(services, caller.person)
  })
  implement(api, routes.changeHome, async ({ caller }) => {
    await changeHome(services, caller)
    return myHomeWorkplace(services, caller.person)
  })

  implement(api, routes.waitingHomeChecks, ({ caller }) => waitingChecks(services, caller))
  implement(api, routes.homeCheck, ({ caller, params }) => readCheck(services, caller, params.check))
  implement(api, routes.homePhoto, async ({ caller, params }) => ({
    jpeg: await readPhoto(services, caller, params.check, params.photo),
  }))
  implement(api, routes.assessHomeCheck, ({ caller, params, body }) =>
    assessCheck(services, caller, params.check, body),
  )
  implement(api, routes.recordTraining, async ({ caller, body }) => ({
    recorded: await recordTraining(services, caller, body),
  }))
}
