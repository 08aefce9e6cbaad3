import type { RequestView } from '@nahtlos/contract/programme/telework-request'
import { WeekList } from '../telework/WeekList.tsx'
import { DecidedCard } from './DecidedCard.tsx'
import { RequestDetails } from './RequestDetails.tsx'

/** A request of which I am only informed: what it asks for and where it stands, and nothing to press. */
export function InformedCard({ request }: { request: RequestView }) {
  return (
    <DecidedCard request={request}>
      <WeekList week={request.application.week} />
      <RequestDetails request={request} />
    </DecidedCard>
  )
}
