/** The filters of an Attio workspace, as types. Written by `attioql codegen typescript`: do not edit. */

/** The filters by the names of their targets. */
export interface Filters {
  people: PeopleFilter;
  companies: CompaniesFilter;
  deals: DealsFilter;
  oddities: OdditiesFilter;
  "lists/people": ListsPeopleFilter;
  phone_calls: PhoneCallsFilter;
}

/** A filter of the object People. */
export type PeopleFilter = PeopleConditions | Path<"people">;

export interface PeopleConditions {
  $and?: readonly PeopleFilter[];
  $or?: readonly PeopleFilter[];
  $not?: PeopleFilter;
  path?: never;
  constraints?: never;
  name?: PersonalNameCondition;
  email_addresses?: EmailAddressCondition;
  phone_numbers?: PhoneNumberCondition;
  job_title?: TextCondition;
  primary_location?: LocationCondition;
  company?: RecordReferenceCondition<"companies">;
  last_interaction?: InteractionCondition;
  newsletter?: CheckboxCondition;
  "lead-score"?: NumberCondition;
  class?: TextCondition;
  where?: TextCondition;
  target_object?: TextCondition;
  _note?: TextCondition;
  Tier?: RatingCondition;
  str?: TextCondition;
  "ﬁt"?: NumberCondition;
  record_id?: TextCondition;
  created_at?: TimestampCondition;
  created_by?: ActorReferenceCondition;
}

export type CompaniesCategories =
  | "SaaS"
  | "B2B"
  | "Marketplace"
  | "Professional services and consulting"
  | OptionId;

/** A filter of the object Companies. */
export type CompaniesFilter = CompaniesConditions | Path<"companies">;

export interface CompaniesConditions {
  $and?: readonly CompaniesFilter[];
  $or?: readonly CompaniesFilter[];
  $not?: CompaniesFilter;
  path?: never;
  constraints?: never;
  name?: TextCondition;
  domains?: DomainCondition;
  categories?: SelectCondition<CompaniesCategories>;
  employee_range?: SelectCondition<string>;
  team?: RecordReferenceCondition<"people">;
  foundation_date?: DateCondition;
  score?: RatingCondition;
  record_id?: TextCondition;
  created_at?: TimestampCondition;
  created_by?: ActorReferenceCondition;
}

export type DealsStage = "Lead" | "In Progress" | "Won 🎉" | "Lost" | OptionId;

/** A filter of the object Deals. */
export type DealsFilter = DealsConditions | Path<"deals">;

export interface DealsConditions {
  $and?: readonly DealsFilter[];
  $or?: readonly DealsFilter[];
  $not?: DealsFilter;
  path?: never;
  constraints?: never;
  name?: TextCondition;
  stage?: StatusCondition<DealsStage>;
  owner?: ActorReferenceCondition;
  value?: CurrencyCondition;
  associated_company?: RecordReferenceCondition<"companies">;
  main_contact?: RecordReferenceCondition<"people" | "companies">;
  record_id?: TextCondition;
  created_at?: TimestampCondition;
  created_by?: ActorReferenceCondition;
}

export type OdditiesQuoteD =
  | "a \"quoted\" title"
  | "back\\slash"
  | "*/ export type Any = any; /*"
  | "two\nlines"
  | "\u202eright to left"
  | "zero\u200bwidth"
  | "'''\"\"\""
  | "${x} `x`"
  | "🏳️\u200d🌈"
  | OptionId;

/** A filter of the object Oddities *\/ \"\"\" \\ \u202e } {. */
export type OdditiesFilter = OdditiesConditions | Path<"oddities">;

export interface OdditiesConditions {
  $and?: readonly OdditiesFilter[];
  $or?: readonly OdditiesFilter[];
  $not?: OdditiesFilter;
  path?: never;
  constraints?: never;
  "quote\"d"?: SelectCondition<OdditiesQuoteD>;
  "back\\slash"?: TextCondition;
  "*/ x"?: TextCondition;
  "\u202eabc"?: TextCondition;
  "naïve"?: NumberCondition;
  nothing?: SelectCondition<OptionId>;
  record?: RecordReferenceCondition<"people" | "companies" | "deals" | "oddities">;
}

export type ListsPeopleStage = "Applied" | "Hired" | OptionId;

/** A filter of the list Recruiting. */
export type ListsPeopleFilter = ListsPeopleConditions | Path<"lists/people">;

export interface ListsPeopleConditions {
  $and?: readonly ListsPeopleFilter[];
  $or?: readonly ListsPeopleFilter[];
  $not?: ListsPeopleFilter;
  path?: never;
  constraints?: never;
  stage?: StatusCondition<ListsPeopleStage>;
  created_at?: TimestampCondition;
  created_by?: ActorReferenceCondition;
  parent_record?: RecordReferenceCondition<"people">;
}

export type PhoneCallsDirection = "Inbound" | "Outbound" | OptionId;

/** A filter of the activity Phone calls. */
export type PhoneCallsFilter = PhoneCallsConditions | Path<"phone_calls">;

export interface PhoneCallsConditions {
  $and?: readonly PhoneCallsFilter[];
  $or?: readonly PhoneCallsFilter[];
  $not?: PhoneCallsFilter;
  path?: never;
  constraints?: never;
  direction?: SelectCondition<PhoneCallsDirection>;
  timestamp?: TimestampCondition;
}

/** A date, such as `2024-05-31`. */
export type IsoDate = `${number}-${number}-${number}`;

/** A date and time in UTC, such as `2024-05-31T09:30:00Z`. */
export type IsoTimestamp = `${IsoDate}T${string}`;

/** A number as text, such as `12.50`. */
export type NumericText = `${number}`;

/** The ID of an option or a status. */
export type OptionId = `${string}-${string}-${string}-${string}-${string}`;

/** A UUID. Any text is one to TypeScript. */
export type Uuid = string;

declare global {
  interface Date {
    toISOString(): IsoTimestamp;
  }
}

/** Compares with true or false. */
export interface BooleanOperators {
  $eq: boolean;
}

/** Compares with one of the property's values. */
export interface ChoiceOperators {
  $eq: "workspace-member" | "api-token" | "system" | "app" | (string & {});
}

/** Compares with one of the property's values. */
export interface ChoiceWithNotEmptyOperators {
  $eq?: "email" | "calendar-event" | "meeting" | "activity" | "call" | "chat-thread" | "in-person-meeting" | (string & {});
  $not_empty?: true;
}

/** Compares with a two-letter country code. */
export interface CountryWithNotEmptyOperators {
  $eq?: string;
  $not_empty?: true;
}

/** Compares with a two-letter country code. */
export interface CountryWithStartsWithOperators {
  $eq?: string;
  $starts_with?: string;
}

/** Compares with a number. */
export interface CurrencyNumberOperators {
  $eq?: number | NumericText;
  $gt?: number | NumericText;
  $gte?: number | NumericText;
  $lt?: number | NumericText;
  $lte?: number | NumericText;
}

/** Compares with a date. */
export interface DateOperators {
  $eq?: IsoDate;
  $gt?: IsoDate;
  $gte?: IsoDate;
  $lt?: IsoDate;
  $lte?: IsoDate;
}

/** Compares with a date, or a date and time. */
export interface InstantOperators {
  $gt?: IsoDate | IsoTimestamp;
  $gte?: IsoDate | IsoTimestamp;
  $lt?: IsoDate | IsoTimestamp;
  $lte?: IsoDate | IsoTimestamp;
}

/** Compares with a date, or a date and time. */
export interface InstantWithEqOperators {
  $eq?: IsoDate | IsoTimestamp;
  $gt?: IsoDate | IsoTimestamp;
  $gte?: IsoDate | IsoTimestamp;
  $lt?: IsoDate | IsoTimestamp;
  $lte?: IsoDate | IsoTimestamp;
}

/** Compares with the UUID of a workspace member. */
export interface MemberOperators {
  $eq?: Uuid;
  $not_empty?: true;
}

/** Compares with a number. */
export interface NumberOperators {
  $eq?: number;
  $gt?: number;
  $gte?: number;
  $lt?: number;
  $lte?: number;
}

/** Compares with the slug of an object. */
export interface ObjectOperators<Value> {
  $eq: Value;
}

/** Compares with the title or the ID of an option. */
export interface OptionOperators<Value> {
  $eq: Value;
}

/** Compares with a text. */
export interface TextOperators {
  $eq?: string;
  $contains?: string;
  $starts_with?: string;
  $ends_with?: string;
}

/** Compares with a text. */
export interface TextWithInOperators {
  $eq?: string;
  $in?: readonly string[];
  $contains?: string;
  $starts_with?: string;
  $ends_with?: string;
}

/** Compares with a text. */
export interface TextWithNotEmptyOperators {
  $eq?: string;
  $contains?: string;
  $starts_with?: string;
  $ends_with?: string;
  $not_empty?: true;
}

/** Compares with a date and time. */
export interface TimestampOperators {
  $eq?: IsoTimestamp;
  $gt?: IsoTimestamp;
  $gte?: IsoTimestamp;
  $lt?: IsoTimestamp;
  $lte?: IsoTimestamp;
}

/** Compares with a UUID. */
export interface UuidOperators {
  $eq: Uuid;
}

/** Compares with a UUID. */
export interface UuidWithInOperators {
  $eq?: Uuid;
  $in?: readonly Uuid[];
}

/** An attribute of the type personal name, by its properties. */
export interface PersonalNameProperties {
  first_name?: string | Some<TextWithNotEmptyOperators>;
  last_name?: string | Some<TextWithNotEmptyOperators>;
  full_name?: string | Some<TextWithNotEmptyOperators>;
}
export type PersonalNameConstraints = OneOf<TextWithNotEmptyOperators, PersonalNameProperties>;
export type PersonalNameCondition = string | PersonalNameConstraints;

/** An attribute of the type email address, by its properties. */
export interface EmailAddressProperties {
  email_address?: string | Some<TextOperators>;
  email_domain?: string | Some<TextOperators>;
  email_root_domain?: string | Some<TextOperators>;
  email_local_specifier?: string | Some<TextOperators>;
}
export type EmailAddressConstraints = OneOf<TextOperators, EmailAddressProperties>;
export type EmailAddressCondition = string | EmailAddressConstraints;

/** An attribute of the type phone number, by its properties. */
export interface PhoneNumberProperties {
  phone_number?: string | Some<TextOperators>;
  country_code?: string | Some<CountryWithNotEmptyOperators>;
}
export type PhoneNumberConstraints = OneOf<TextOperators, PhoneNumberProperties>;
export type PhoneNumberCondition = string | PhoneNumberConstraints;

/** An attribute of the type text, by its properties. */
export interface TextProperties {
  value?: string | Some<TextWithInOperators>;
}
export type TextConstraints = OneOf<TextWithInOperators, TextProperties>;
export type TextCondition = string | TextConstraints;

/** An attribute of the type location, by its properties. */
export interface LocationProperties {
  line_1?: string | Some<TextOperators>;
  line_2?: string | Some<TextOperators>;
  line_3?: string | Some<TextOperators>;
  line_4?: string | Some<TextOperators>;
  locality?: string | Some<TextOperators>;
  region?: string | Some<TextOperators>;
  postcode?: string | Some<TextOperators>;
  country_code?: string | Some<CountryWithStartsWithOperators>;
}
export type LocationConstraints = Some<LocationProperties>;
export type LocationCondition = LocationConstraints;

/** An attribute of the type record reference, by its properties. */
export interface RecordReferenceByTargetObject<Value> {
  target_object: Value | ObjectOperators<Value>;
  target_record_id?: Uuid | Some<UuidWithInOperators>;
}
export interface RecordReferenceByTargetRecordId<Value> {
  target_object?: Value | ObjectOperators<Value>;
  target_record_id: Uuid | Some<UuidWithInOperators>;
}
export type RecordReferenceConstraints<Value> = RecordReferenceByTargetObject<Value> | RecordReferenceByTargetRecordId<Value>;
export type RecordReferenceCondition<Value> = RecordReferenceConstraints<Value>;

/** An attribute of the type interaction, by its properties. */
export interface InteractionProperties {
  owner_member_id?: Uuid | Some<MemberOperators>;
  interacted_at?: IsoDate | IsoTimestamp | Some<InstantWithEqOperators>;
  interaction_type?: "email" | "calendar-event" | "meeting" | "activity" | "call" | "chat-thread" | "in-person-meeting" | (string & {}) | Some<ChoiceWithNotEmptyOperators>;
}
export type InteractionConstraints = Some<InteractionProperties>;
export type InteractionCondition = InteractionConstraints;

/** An attribute of the type checkbox, by its properties. */
export interface CheckboxProperties {
  value?: boolean | BooleanOperators;
}
export type CheckboxConstraints = OneOf<BooleanOperators, CheckboxProperties>;
export type CheckboxCondition = boolean | CheckboxConstraints;

/** An attribute of the type number, by its properties. */
export interface NumberProperties {
  value?: number | Some<NumberOperators>;
}
export type NumberConstraints = OneOf<NumberOperators, NumberProperties>;
export type NumberCondition = number | NumberConstraints;

/** An attribute of the type rating, by its properties. */
export interface RatingProperties {
  value?: number | Some<NumberOperators>;
}
export type RatingConstraints = OneOf<NumberOperators, RatingProperties>;
export type RatingCondition = number | RatingConstraints;

/** An attribute of the type timestamp, by its properties. */
export interface TimestampProperties {
  value?: IsoTimestamp | Some<TimestampOperators>;
}
export type TimestampConstraints = OneOf<TimestampOperators, TimestampProperties>;
export type TimestampCondition = IsoTimestamp | TimestampConstraints;

/** An attribute of the type actor reference, by its properties. */
export interface ActorReferenceProperties {
  referenced_actor_type?: "workspace-member" | "api-token" | "system" | "app" | (string & {}) | ChoiceOperators;
  referenced_actor_id?: Uuid | UuidOperators;
}
export type ActorReferenceConstraints = Some<ActorReferenceProperties> & Needs<ActorReferenceProperties, "referenced_actor_id", "referenced_actor_type">;
export type ActorReferenceCondition = ActorReferenceConstraints;

/** An attribute of the type domain, by its properties. */
export interface DomainProperties {
  domain?: string | Some<TextWithNotEmptyOperators>;
  root_domain?: string | Some<TextWithNotEmptyOperators>;
}
export type DomainConstraints = OneOf<TextWithNotEmptyOperators, DomainProperties>;
export type DomainCondition = string | DomainConstraints;

/** An attribute of the type select, by its properties. */
export interface SelectByOperator<Value> extends OptionOperators<Value> {
  option?: never;
  active_from?: never;
}
export interface SelectByOption<Value> {
  $eq?: never;
  option: Value | OptionOperators<Value>;
  active_from?: Some<InstantOperators>;
}
export interface SelectByActiveFrom<Value> {
  $eq?: never;
  option?: Value | OptionOperators<Value>;
  active_from: Some<InstantOperators>;
}
export type SelectConstraints<Value> = SelectByOperator<Value> | SelectByOption<Value> | SelectByActiveFrom<Value>;
export type SelectCondition<Value> = Value | SelectConstraints<Value>;

/** An attribute of the type date, by its properties. */
export interface DateProperties {
  value?: IsoDate | Some<DateOperators>;
}
export type DateConstraints = OneOf<DateOperators, DateProperties>;
export type DateCondition = IsoDate | DateConstraints;

/** An attribute of the type status, by its properties. */
export interface StatusByOperator<Value> extends OptionOperators<Value> {
  status?: never;
  active_from?: never;
}
export interface StatusByStatus<Value> {
  $eq?: never;
  status: Value | OptionOperators<Value>;
  active_from?: Some<InstantOperators>;
}
export interface StatusByActiveFrom<Value> {
  $eq?: never;
  status?: Value | OptionOperators<Value>;
  active_from: Some<InstantOperators>;
}
export type StatusConstraints<Value> = StatusByOperator<Value> | StatusByStatus<Value> | StatusByActiveFrom<Value>;
export type StatusCondition<Value> = Value | StatusConstraints<Value>;

/** An attribute of the type currency, by its properties. */
export interface CurrencyProperties {
  currency_value?: number | NumericText | Some<CurrencyNumberOperators>;
}
export type CurrencyConstraints = OneOf<CurrencyNumberOperators, CurrencyProperties>;
export type CurrencyCondition = number | NumericText | CurrencyConstraints;

/** The steps of paths: the references of each target, by the objects that they lead to. */
interface Steps {
  people: {
    companies: readonly ["people", "company"];
  };
  companies: {
    people: readonly ["companies", "team"];
  };
  deals: {
    companies: readonly ["deals", "associated_company" | "main_contact"];
    people: readonly ["deals", "main_contact"];
  };
  oddities: {
    people: readonly ["oddities", "record"];
    companies: readonly ["oddities", "record"];
    deals: readonly ["oddities", "record"];
    oddities: readonly ["oddities", "record"];
  };
  "lists/people": {
    people: readonly ["people", "parent_record"];
  };
  phone_calls: {
  };
}

/** The ends of paths: the attributes of each target that are compared alike, and what they are compared with. */
interface Ends {
  people:
    | [readonly ["people", "name"], PersonalNameConstraints]
    | [readonly ["people", "email_addresses"], EmailAddressConstraints]
    | [readonly ["people", "phone_numbers"], PhoneNumberConstraints]
    | [readonly [
        "people",
        | "job_title"
        | "class"
        | "where"
        | "target_object"
        | "_note"
        | "str"
        | "path"
        | "record_id"
      ], TextConstraints]
    | [readonly ["people", "primary_location"], LocationConstraints]
    | [readonly ["people", "company"], RecordReferenceConstraints<"companies">]
    | [readonly ["people", "last_interaction"], InteractionConstraints]
    | [readonly ["people", "newsletter"], CheckboxConstraints]
    | [readonly ["people", "lead-score" | "ﬁt"], NumberConstraints]
    | [readonly ["people", "Tier"], RatingConstraints]
    | [readonly ["people", "created_at"], TimestampConstraints]
    | [readonly ["people", "created_by"], ActorReferenceConstraints];
  companies:
    | [readonly ["companies", "name" | "record_id"], TextConstraints]
    | [readonly ["companies", "domains"], DomainConstraints]
    | [readonly ["companies", "categories"], SelectConstraints<CompaniesCategories>]
    | [readonly ["companies", "employee_range"], SelectConstraints<string>]
    | [readonly ["companies", "team"], RecordReferenceConstraints<"people">]
    | [readonly ["companies", "foundation_date"], DateConstraints]
    | [readonly ["companies", "score"], RatingConstraints]
    | [readonly ["companies", "created_at"], TimestampConstraints]
    | [readonly ["companies", "created_by"], ActorReferenceConstraints];
  deals:
    | [readonly ["deals", "name" | "record_id"], TextConstraints]
    | [readonly ["deals", "stage"], StatusConstraints<DealsStage>]
    | [readonly ["deals", "owner" | "created_by"], ActorReferenceConstraints]
    | [readonly ["deals", "value"], CurrencyConstraints]
    | [readonly ["deals", "associated_company"], RecordReferenceConstraints<"companies">]
    | [readonly ["deals", "main_contact"], RecordReferenceConstraints<"people" | "companies">]
    | [readonly ["deals", "created_at"], TimestampConstraints];
  oddities:
    | [readonly ["oddities", "quote\"d"], SelectConstraints<OdditiesQuoteD>]
    | [readonly ["oddities", "back\\slash" | "*/ x" | "\u202eabc"], TextConstraints]
    | [readonly ["oddities", "naïve"], NumberConstraints]
    | [readonly ["oddities", "nothing"], SelectConstraints<OptionId>]
    | [readonly [
        "oddities",
        | "record"
      ], RecordReferenceConstraints<"people" | "companies" | "deals" | "oddities">];
  "lists/people":
    | [readonly ["people", "stage"], StatusConstraints<ListsPeopleStage>]
    | [readonly ["people", "created_at"], TimestampConstraints]
    | [readonly ["people", "created_by"], ActorReferenceConstraints]
    | [readonly ["people", "parent_record"], RecordReferenceConstraints<"people">];
  phone_calls:
    | [readonly ["phone_calls", "direction"], SelectConstraints<PhoneCallsDirection>]
    | [readonly ["phone_calls", "timestamp"], TimestampConstraints];
}

/** At least one of the keys of an object. */
type Some<Keys> = Keys & { [Key in keyof Keys]: Required<Pick<Keys, Key>> }[keyof Keys];

/** Keys of one object or of the other, not of both. */
type OneOf<One, Other> =
  | (Some<One> & { [Key in keyof Other]?: never })
  | (Some<Other> & { [Key in keyof One]?: never });

/** A key that stands only beside another. */
type Needs<Keys, Key extends keyof Keys, Beside extends keyof Keys> =
  | { [Absent in Key]?: never }
  | Required<Pick<Keys, Beside>>;

type StepFrom<From extends keyof Steps> = Steps[From][keyof Steps[From]];
type Step = { [From in keyof Steps]: StepFrom<From> }[keyof Steps];
type StepTo<To> = {
  [From in keyof Steps]: To extends keyof Steps[From] ? Steps[From][To] : never;
}[keyof Steps];

/** The steps before the end of a path through no reference, or through one. */
type Near<From extends keyof Steps, To> =
  | (From extends To ? readonly [] : never)
  | (To extends keyof Steps[From] ? readonly [Steps[From][To]] : never);

type NearPath<From extends keyof Steps, To, End> = [Near<From, To>] extends [never]
  ? never
  : End extends [infer Pair, infer Constraints]
    ? { path: readonly [...Near<From, To>, Pair]; constraints: Constraints }
    : never;

/** A path through several references: its first step and its last two are checked, and not the constraints. */
interface FarPath<From extends keyof Steps, To extends keyof Ends> {
  path: readonly [StepFrom<From>, ...Step[], StepTo<To>, Ends[To][0]];
  constraints: object;
}

/** The paths from a target to the attributes of any object. */
type Path<From extends keyof Steps> = {
  [To in keyof Ends]: NearPath<From, To, Ends[To]> | FarPath<From, To>;
}[keyof Ends];
