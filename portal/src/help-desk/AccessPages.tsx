import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { useMemo } from 'react'
import { accessedSettings } from '../api/settings.ts'
import { ImportPart } from '../settings/ImportPart.tsx'
import { PackageList } from '../settings/PackageList.tsx'
import { Timeline } from '../settings/Timeline.tsx'
import { formatPerson } from '../shell/format.ts'
import { Loading } from '../shell/Loading.tsx'
import { useTexts } from '../shell/language.tsx'
import { Page } from '../shell/Page.tsx'
import { TroubleAlert } from '../shell/TroubleAlert.tsx'
import { accessesQuery } from './accesses-query.ts'
import { helpDeskTexts } from './texts.ts'

/** Whose settings they are: nothing is to be brought back for somebody else. */
function useWhose(access: string): string | undefined {
  const accesses = useQuery(accessesQuery)
  const person = accesses.data?.find(({ id }) => id === access)?.person
  return person && formatPerson(person)
}

/** The apps of the person that an access opens. */
export function AccessPage() {
  const t = useTexts(helpDeskTexts)
  const { access } = useParams({ from: '/gate/help-desk/$access' })
  const whose = useWhose(access)
  const source = useMemo(() => accessedSettings(access), [access])
  const packages = useQuery({ queryKey: source.key, queryFn: source.packages, refetchOnMount: 'always' })
  return (
    <Page title={t.settings} lead={whose} narrow>
      <p>
        <Link to="/help-desk">{t.back}</Link>
      </p>
      <p className="kern-body">{t.noValues}</p>
      {packages.isPending && <Loading />}
      {packages.isError && <TroubleAlert error={packages.error} onRetry={() => void packages.refetch()} />}
      {packages.data && (
        <PackageList
          packages={packages.data}
          none={t.nothing}
          linkOf={(template) => ({ to: '/help-desk/$access/$template', params: { access, template } })}
        />
      )}
      <section className="flow" aria-labelledby="archive">
        <h2 id="archive" className="kern-heading-medium">
          {t.archive}
        </h2>
        <ImportPart source={source} hint={t.archiveHint} />
      </section>
    </Page>
  )
}

/** The history of one of these apps, without values. */
export function AccessTimelinePage() {
  const t = useTexts(helpDeskTexts)
  const { access, template } = useParams({ from: '/gate/help-desk/$access/$template' })
  const whose = useWhose(access)
  const source = useMemo(() => accessedSettings(access), [access])
  return (
    <Page title={t.settings} lead={whose} narrow>
      <p>
        <Link to="/help-desk/$access" params={{ access }}>
          {t.backToPerson}
        </Link>
      </p>
      <p className="kern-body">{t.noValues}</p>
      <Timeline source={source} template={template} />
    </Page>
  )
}
