import { PersonFacts } from '@nahtlos/contract/access/context'
import { EffectiveWorkspace, Explanation, Refusal, Resolution } from '@nahtlos/contract/access/resolution'
import { DirectoryPerson, HostView, SessionView } from '@nahtlos/contract/api/administration'
import { DocumentEntry } from '@nahtlos/contract/api/configuration'
import { LossReport } from '@nahtlos/contract/api/equipment'
import { Me } from '@nahtlos/contract/api/sign-in'
import { DocumentView, TeleworkTerms } from '@nahtlos/contract/api/telework'
import { MySession, StartPage, WorkspaceTile } from '@nahtlos/contract/api/workplace'
import { App } from '@nahtlos/contract/configuration/app'
import { DocumentChange } from '@nahtlos/contract/configuration/change'
import { Impact, ImpactLine } from '@nahtlos/contract/configuration/impact'
import { Draft, Revision } from '@nahtlos/contract/configuration/revision'
import { SettingsTemplate } from '@nahtlos/contract/configuration/settings-template'
import { ConfigurationFault, ConfigurationFile } from '@nahtlos/contract/configuration/source'
import { Device, DeviceRecord } from '@nahtlos/contract/equipment/device'
import { Notice } from '@nahtlos/contract/notifications/notice'
import { Problem } from '@nahtlos/contract/problem'
import { TeleworkApplication } from '@nahtlos/contract/programme/application'
import { AgreementChange, AgreementView, TeleworkAgreement } from '@nahtlos/contract/programme/telework-agreement'
import { RequestRecord, RequestStep, RequestView } from '@nahtlos/contract/programme/telework-request'
import { HomeDay } from '@nahtlos/contract/programme/week'
import { Phase } from '@nahtlos/contract/session/state'
import { Target } from '@nahtlos/contract/session/target'
import { Text } from '@nahtlos/contract/text'
import { z } from 'zod'

/** The schemas that stand under a name of their own in the OpenAPI document; clients get a type of that name. */
export const schemaNames = z.registry<{ id: string }>()

const named = {
  AgreementChange,
  AgreementView,
  App,
  ConfigurationFault,
  ConfigurationFile,
  Device,
  DeviceRecord,
  DirectoryPerson,
  DocumentChange,
  DocumentEntry,
  Draft,
  DocumentView,
  EffectiveWorkspace,
  Explanation,
  HomeDay,
  HostView,
  Impact,
  ImpactLine,
  LossReport,
  Me,
  MySession,
  Notice,
  PersonFacts,
  Phase,
  Problem,
  Refusal,
  RequestRecord,
  RequestStep,
  RequestView,
  Resolution,
  Revision,
  SessionView,
  SettingsTemplate,
  StartPage,
  Target,
  TeleworkAgreement,
  TeleworkApplication,
  TeleworkTerms,
  Text,
  WorkspaceTile,
}
for (const [id, schema] of Object.entries(named)) schemaNames.add(schema, { id })
