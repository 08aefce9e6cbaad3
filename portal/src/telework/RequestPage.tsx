import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { fileRequest, teleworkTerms } from '../api/telework.ts'
import { Alert } from '../shell/Alert.tsx'
import { Loading } from '../shell/Loading.tsx'
import { useTexts } from '../shell/language.tsx'
import { Page } from '../shell/Page.tsx'
import { TroubleAlert } from '../shell/TroubleAlert.tsx'
import { RequestForm } from './RequestForm.tsx'
import { RequestPath } from './RequestPath.tsx'
import { Terms } from './Terms.tsx'
import { teleworkTexts } from './texts.ts'

/** The rules first, then the form, then where the request goes. */
export function RequestPage() {
  const t = useTexts(teleworkTexts)
  const queries = useQueryClient()
  const terms = useQuery({ queryKey: ['telework-terms'], queryFn: teleworkTerms })
  const file = useMutation({
    mutationFn: fileRequest,
    onSuccess: () => queries.invalidateQueries({ queryKey: ['telework'] }),
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
  return (
    <Page title={t.requestTitle} lead={t.requestLead} narrow key="form">
      {terms.isPending && <Loading />}
      {terms.isError && <TroubleAlert error={terms.error} onRetry={() => void terms.refetch()} />}
      {terms.data && !terms.data.participates && (
        <Alert kind="info" title={t.notParticipating}>
          <p className="kern-body">{t.notParticipatingNext}</p>
        </Alert>
      )}
      {terms.data?.participates && (
        <>
          <Terms terms={terms.data} />
          <RequestForm
            terms={terms.data}
            pending={file.isPending}
            onSend={(application) => file.mutate(application)}
            trouble={file.error && <TroubleAlert key={file.submittedAt} error={file.error} />}
          />
        </>
      )}
    </Page>
  )
}
