import type { Services } from '@nahtlos/server/services'
import type { Browser } from '@nahtlos/server/testing/browser'
import sharp from 'sharp'
import type { Things } from './calls.ts'

/** Things to ask for; what is only good with its seal is made by the product itself. */
export async function findThings(
  { database }: Services,
  by: ReadonlyMap<string, Browser>,
  request: string,
): Promise<Things> {
  const post = async (account: string, path: string, body?: unknown) => {
    const answer = await by.get(account)?.request(path, { method: 'POST', ...(body === undefined ? {} : { body }) })
    if (answer === undefined || answer.status >= 300) throw new Error(`${path}: ${JSON.stringify(answer?.body)}`)
    return answer.body
  }
  const get = async (account: string, path: string) => (await by.get(account)?.request(path))?.body
  const person = await database
    .selectFrom('person')
    .select('id')
    .where('account', '=', 'anna.becker')
    .executeTakeFirstOrThrow()
  const mine = await get('anna.becker', '/api/telework')
  const [agreement] = mine.agreements
  const filed = await post('anna.becker', '/api/telework/requests', application)
  const papers = await get('anna.becker', `/api/telework/requests/${filed.id}/documents`)
  const free = await get('gisela.lager', '/api/equipment/devices?state=in-stock')
  const device = free.devices[0].id
  await post('gisela.lager', `/api/equipment/devices/${device}/hand-over`, { person: person.id, dueOn: null })
  const { documents } = await get('gisela.lager', `/api/equipment/devices/${device}`)
  const { checklist } = await get('anna.becker', '/api/home-workplace')
  const answers = checklist.map(({ id }: { id: string }) => ({ item: id, yes: true, note: null }))
  const { check } = await post('anna.becker', '/api/home-workplace', { answers })
  const photo = await sharp({ create: { width: 1600, height: 1200, channels: 3, background: '#bca' } })
    .jpeg()
    .toBuffer()
  const photographed = await post('anna.becker', '/api/home-workplace/photos', { photo: photo.toString('base64') })
  const wish = {
    account: 'anna.becker',
    purpose: 'Prüfung nach Dienstanweisung 7',
    from: '2025-03-01T00:00:00.000Z',
    until: '2026-03-31T00:00:00.000Z',
  }
  const lookUp = await post('ursula.lorenz', '/api/privacy/look-ups', wish)
  await post('dagmar.seel', `/api/privacy/look-ups/${lookUp.id}/decision`, { granted: true })
  const [offer] = await get('arno.stein', '/api/archive/offers')
  const draft = await post('administrator', '/api/administration/drafts', { title: 'bench' })
  const feed = async (account: string, scope: string) =>
    (await post(account, '/api/telework/calendar', { scope })).path.split('/').at(-1)
  return {
    request,
    ownRequest: filed.id,
    agreement: agreement.id,
    document: papers[0].id,
    device,
    deviceDocument: documents[0].id,
    check: check.id,
    photo: photographed.check.photos[0],
    lookUp: lookUp.id,
    offer: offer.id,
    feed: await feed('anna.becker', 'own'),
    draft: String(draft.id),
    teamFeed: await feed('martin.vogel', 'team'),
  }
}

/** For the other type: the agreement about telework runs. */
const application = {
  type: 'mobile-work',
  from: '2026-04-01',
  until: '2026-10-31',
  week: [],
  task: 'Sachbearbeitung',
  declarations: { leaflet: '2026-1', dataProtection: true, equipmentReturn: true },
}
