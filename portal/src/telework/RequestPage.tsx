import type { TeleworkTerms } from '@nahtlos/contract/api/telework'
import type { TeleworkApplication } from '@nahtlos/contract/programme/application'
import type { WorkType } from '@nahtlos/contract/programme/work-type'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { correctRequest, fileRequest, myTelework, readDraft, readRequest, teleworkTerms } from '../api/telework.ts'
import { Alert } from '../shell/Alert.tsx'
import { Loading } from '../shell/Loading.tsx'
import { useText, useTexts } from '../shell/language.tsx'
import { Page } from '../shell/Page.tsx'
import { TroubleAlert } from '../shell/TroubleAlert.tsx'
import { type About, type Answers, answersFrom, answersOf, firstAnswers, renewalSpan } from './application-draft.ts'
import { Radios } from './Choices.tsx'
import { RequestPath } from './RequestPath.tsx'
import { RequestWizard } from './RequestWizard.tsx'
import { requestTexts } from './request-texts.ts'
import { Terms } from './Terms.tsx'
import { teleworkTexts } from './texts.ts'
import { useDraft } from './use-draft.ts'

/** What the address of the page says: which type, and whether something filed or agreed is at its beginning. */
export interface RequestSearch {
  readonly type?: WorkType
  /** A returned request. */
  readonly correct?: string
  /** An agreement to renew or change. */
  readonly agreement?: string
  /** What is asked of that agreement. */
  readonly kind?: 'renewal' | 'change'
}

interface Beginning {
  readonly terms: TeleworkTerms
  readonly answers: Answers
  readonly about: About
  readonly savedAt: string | null
}

/** The rules first, then one question after the other, then where the request goes. */
export function RequestPage() {
  const t = useTexts(teleworkTexts)
  const search = useSearch({ from: '/gate/telework/request' })
  const type = search.type ?? 'telework'
  const begun = useQuery({
    queryKey: ['telework-form', search],
    queryFn: () => beginning(type, search),
    // What was filled in meanwhile must not be replaced by what was there before.
    refetchOnWindowFocus: false,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  })
  const { data } = begun
  if (!data)
    return (
      <Page title={t.requestTitle} narrow>
        {begun.isPending && <Loading />}
        {begun.isError && <TroubleAlert error={begun.error} onRetry={() => void begun.refetch()} />}
      </Page>
    )
  return <Form key={JSON.stringify(search)} begun={data} search={search} />
}

/** What a draft of this page is about: the request that is corrected, or the agreement that is followed. */
function draftAbout(search: RequestSearch): string | null {
  return search.correct ?? search.agreement ?? null
}

/** What was filled in last time, over what was filed, agreed, or known before. */
async function beginning(type: WorkType, search: RequestSearch): Promise<Beginning> {
  const known = await knownBefore(type, search)
  const { draft, savedAt } = await readDraft(type, draftAbout(search))
  return draft === null ? known : { ...known, answers: answersOf(draft.answers, known.answers), savedAt }
}

async function knownBefore(type: WorkType, search: RequestSearch): Promise<Beginning> {
  const terms = await teleworkTerms(type)
  const first = firstAnswers(terms)
  if (search.correct !== undefined) {
    const { application } = await readRequest(search.correct)
    const { kind, agreement } = application
    return { terms, answers: answersFrom(application, first), about: { kind, agreement }, savedAt: null }
  }
  if (search.agreement !== undefined) {
    const { agreements, requests } = await myTelework()
    const agreement = agreements.find(({ id }) => id === search.agreement)
    const request = requests.find(({ id }) => id === agreement?.request)
    const answers = request ? answersFrom(request.application, first) : first
    const kind = search.kind ?? 'change'
    const span =
      kind === 'renewal' && agreement !== undefined
        ? renewalSpan(agreement, terms)
        : { from: terms.today, until: agreement?.until ?? '' }
    return { terms, answers: { ...answers, ...span }, about: { kind, agreement: search.agreement }, savedAt: null }
  }
  return { terms, answers: first, about: { kind: 'first', agreement: null }, savedAt: null }
}

function Form({ begun, search }: { begun: Beginning; search: RequestSearch }) {
  const t = useTexts(teleworkTexts)
  const words = useTexts(requestTexts)
  const text = useText()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const { terms, answers, about } = begun
  const fresh = about.kind === 'first' && search.correct === undefined
  const draft = useDraft(terms.type, draftAbout(search), begun.savedAt)
  const file = useMutation({
    mutationFn: (application: TeleworkApplication) =>
      search.correct === undefined ? fileRequest(application) : correctRequest(search.correct, application),
    onSuccess: () => {
      draft.stop()
      return queries.invalidateQueries({ queryKey: ['telework'] })
    },
  })
  if (file.data)
    return (
      <Page title={t.sentTitle} lead={t.sentLead} narrow key="sent">
        <RequestPath request={file.data} />
        <p>
          <Link to="/telework" className="kern-btn kern-btn--primary">
            <span className="kern-label">{t.toMine}</span>
          </Link>
        </p>
      </Page>
    )
  const unmet = terms.criteria.filter(({ met }) => met === false)
  const intro = (
    <>
      {fresh && terms.types.length > 1 && (
        <Radios
          id="type"
          legend={t.which}
          choices={terms.types.map((one) => ({ value: one, text: `${words.type[one]} – ${t.whichHint[one]}` }))}
          value={terms.type}
          onChange={(one) => void navigate({ to: '/telework/request', search: { type: one as WorkType } })}
        />
      )}
      <p className="kern-body">{t.applicant(terms.prefilled.name, text(terms.prefilled.departmentTitle))}</p>
      {terms.participates && <Terms terms={terms} />}
    </>
  )
  const canFile = terms.participates && unmet.length === 0 && (about.kind !== 'first' || terms.placesLeft !== 0)
  return (
    <Page title={t.requestTitle} lead={text(terms.lead)} narrow key="form">
      {!terms.participates && (
        <Alert kind="info" title={t.notParticipating}>
          <p className="kern-body">{t.notParticipatingNext}</p>
        </Alert>
      )}
      {canFile ? (
        <RequestWizard
          terms={terms}
          about={about}
          first={answers}
          draft={draft}
          pending={file.isPending}
          intro={intro}
          onSend={(application) => file.mutate(application)}
          trouble={file.error && <TroubleAlert key={file.submittedAt} error={file.error} />}
        />
      ) : (
        intro
      )}
    </Page>
  )
}
