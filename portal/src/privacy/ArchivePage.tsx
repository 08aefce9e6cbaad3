import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { archiveOfferFile, archiveOffers, decideOffer } from '../api/privacy.ts'
import { Button } from '../shell/Button.tsx'
import { formatInstant } from '../shell/format.ts'
import { Loading } from '../shell/Loading.tsx'
import { useLanguage, useText, useTexts } from '../shell/language.tsx'
import { Page } from '../shell/Page.tsx'
import { RoleGate } from '../shell/RoleGate.tsx'
import { saveFile } from '../shell/save-file.ts'
import { TroubleAlert } from '../shell/TroubleAlert.tsx'
import { privacyTexts } from './texts.ts'

export function ArchivePage() {
  return (
    <RoleGate holds="archivist">
      <Archive />
    </RoleGate>
  )
}

/** Cases that are offered before they are destroyed. */
function Archive() {
  const t = useTexts(privacyTexts)
  const { language } = useLanguage()
  const text = useText()
  const queries = useQueryClient()
  const offers = useQuery({ queryKey: ['archive'], queryFn: archiveOffers, refetchOnMount: 'always' })
  const save = useMutation({
    mutationFn: async (id: string) => ({ id, file: await archiveOfferFile(id) }),
    onSuccess: ({ id, file }) => saveFile(`${id}.zip`, 'application/zip', file),
    onSettled: () => queries.invalidateQueries({ queryKey: ['archive'] }),
  })
  const decide = useMutation({
    mutationFn: ({ id, decision }: { id: string; decision: 'taken' | 'declined' }) => decideOffer(id, decision),
    onSettled: () => queries.invalidateQueries({ queryKey: ['archive'] }),
  })
  return (
    <Page title={t.archive} lead={t.archiveLead} narrow>
      {offers.isPending && <Loading />}
      {offers.isError && <TroubleAlert error={offers.error} onRetry={() => void offers.refetch()} />}
      {save.error && <TroubleAlert key={save.submittedAt} error={save.error} />}
      {decide.error && <TroubleAlert key={decide.submittedAt} error={decide.error} />}
      {offers.data?.length === 0 && <p className="kern-body">{t.noOffers}</p>}
      {offers.data?.map((offer) => (
        <article key={offer.id} className="panel flow">
          <h2 className="kern-title">{t.offer(t.class[offer.class], text(offer.departmentTitle))}</h2>
          <p className="kern-body">
            {offer.decision === null ? t.offerUntil(formatInstant(offer.until, language)) : t.decided[offer.decision]}
          </p>
          {offer.decision === null && (
            <>
              <p className="kern-body">
                {offer.savedAt === null ? t.saveFirst : t.saved(formatInstant(offer.savedAt, language))}
              </p>
              <div className="row">
                <Button isPending={save.isPending} onPress={() => save.mutate(offer.id)}>
                  {t.saveCase}
                </Button>
                <Button
                  isDisabled={offer.savedAt === null}
                  onPress={() => decide.mutate({ id: offer.id, decision: 'taken' })}
                >
                  {t.take}
                </Button>
                <Button onPress={() => decide.mutate({ id: offer.id, decision: 'declined' })}>{t.decline}</Button>
              </div>
            </>
          )}
        </article>
      ))}
    </Page>
  )
}
