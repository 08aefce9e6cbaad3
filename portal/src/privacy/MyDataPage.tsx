import { useMutation, useQuery } from '@tanstack/react-query'
import { myDataFile, myLooks, whatIsLogged } from '../api/privacy.ts'
import { Button } from '../shell/Button.tsx'
import { formatInstant } from '../shell/format.ts'
import { Loading } from '../shell/Loading.tsx'
import { useLanguage, useText, useTexts } from '../shell/language.tsx'
import { Page } from '../shell/Page.tsx'
import { saveFile } from '../shell/save-file.ts'
import { Cell, Table } from '../shell/Table.tsx'
import { TroubleAlert } from '../shell/TroubleAlert.tsx'
import { privacyTexts } from './texts.ts'

/** What is stored about me, who looked at it, and what is written down at all. */
export function MyDataPage() {
  const t = useTexts(privacyTexts)
  const text = useText()
  const { language } = useLanguage()
  const looks = useQuery({ queryKey: ['looks'], queryFn: myLooks, refetchOnMount: 'always' })
  const logged = useQuery({ queryKey: ['logged'], queryFn: whatIsLogged })
  const save = useMutation({
    mutationFn: myDataFile,
    onSuccess: (file) => saveFile('nahtlos.zip', 'application/zip', file),
  })
  return (
    <Page title={t.mine} lead={t.mineLead}>
      <section className="panel flow" aria-labelledby="save">
        <h2 id="save" className="kern-heading-medium">
          {t.save}
        </h2>
        <p className="kern-body">{t.saveText}</p>
        <p className="kern-body">{t.correction}</p>
        {save.error && <TroubleAlert key={save.submittedAt} error={save.error} />}
        <div className="row">
          <Button isPending={save.isPending} onPress={() => save.mutate()}>
            {t.save}
          </Button>
        </div>
      </section>
      <section className="flow" aria-labelledby="looks">
        <h2 id="looks" className="kern-heading-medium">
          {t.looks}
        </h2>
        {looks.isPending && <Loading />}
        {looks.isError && <TroubleAlert error={looks.error} onRetry={() => void looks.refetch()} />}
        {looks.data?.length === 0 && <p className="kern-body">{t.noLooks}</p>}
        <ul className="kern-list kern-list--bullet">
          {looks.data?.map((look) => (
            <li key={`${look.at} ${look.by} ${look.what.en}`}>
              {formatInstant(look.at, language)}: {t.look(look.by, text(look.what))}{' '}
              {look.purpose && t.purpose(look.purpose)}
            </li>
          ))}
        </ul>
      </section>
      {logged.isPending && <Loading />}
      {logged.isError && <TroubleAlert error={logged.error} onRetry={() => void logged.refetch()} />}
      {logged.data && (
        <>
          <section className="flow" aria-labelledby="never">
            <h2 id="never" className="kern-heading-medium">
              {t.never}
            </h2>
            <ul className="kern-list kern-list--bullet">
              {logged.data.never.map((one) => (
                <li key={one.en}>{text(one)}</li>
              ))}
            </ul>
            <p className="kern-body">{t.controller(text(logged.data.controller))}</p>
            <p className="kern-body">{t.officer(text(logged.data.officer))}</p>
          </section>
          <Table title={t.logged} head={[t.what, t.why, t.months]}>
            {logged.data.logged.map((one) => (
              <tr key={one.id}>
                <Cell head={t.what}>{text(one.what)}</Cell>
                <Cell head={t.why}>{text(one.why)}</Cell>
                <Cell head={t.months}>{one.months === null ? '–' : t.monthCount(one.months)}</Cell>
              </tr>
            ))}
          </Table>
        </>
      )}
    </Page>
  )
}
