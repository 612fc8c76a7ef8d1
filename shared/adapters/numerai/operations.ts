/**
 * Every operation that is sent to Numerai, word for word. Names are camelCase as in the API's introspection;
 * arguments are always variables. Only what is read is asked for: one field that Numerai has dropped fails a
 * whole operation.
 *
 * @see https://api-tournament.numer.ai
 */
export const OPERATIONS = {
  Preflight: `
    query Preflight {
      apiTokenInfo { accountUsername name scopes }
    }`,
  Models: `
    query Models {
      account { models { id name tournament } }
    }`,
  // Number 0 is an alias for the current round.
  CurrentRound: `
    query CurrentRound($tournament: Int!) {
      rounds(tournament: $tournament, number: 0) {
        number openTime closeStakingTime closeTime numTickers
      }
    }`,
  // Newest first; upcoming rounds may be among them.
  RecentRounds: `
    query RecentRounds($tournament: Int!, $limit: Int) {
      rounds(tournament: $tournament, limit: $limit) {
        number openTime closeStakingTime closeTime numTickers
      }
    }`,
  ListDatasets: `
    query ListDatasets($tournament: Int!) {
      listDatasets(tournament: $tournament)
    }`,
  Dataset: `
    query Dataset($filename: String!, $tournament: Int!) {
      dataset(filename: $filename, tournament: $tournament)
    }`,
  UploadAuth: `
    query UploadAuth($filename: String!, $tournament: Int!, $modelId: ID) {
      submissionUploadAuth(filename: $filename, tournament: $tournament, modelId: $modelId) {
        filename url
      }
    }`,
  CreateSubmission: `
    mutation CreateSubmission($filename: String!, $tournament: Int!, $modelId: ID, $source: String) {
      createSubmission(filename: $filename, tournament: $tournament, modelId: $modelId, source: $source) {
        id
      }
    }`,
  // Null takes the address back.
  SetWebhook: `
    mutation SetWebhook($modelId: String!, $url: String) {
      setSubmissionWebhook(modelId: $modelId, newSubmissionWebhook: $url)
    }`,
  TriggerWebhook: `
    mutation TriggerWebhook($modelId: String!) {
      triggerModelWebhook(modelId: $modelId)
    }`,
  VerifySubmission: `
    query VerifySubmission($modelId: ID!, $id: ID) {
      submissions(modelId: $modelId, id: $id) {
        id filename insertedAt selected notes
        tickersSubmittedCount tickersAcceptedCount
        round { number }
      }
    }`,
  SubmissionStatus: `
    query SubmissionStatus($modelId: ID!, $n: Int) {
      model(modelId: $modelId) {
        latestSubmissions(latestNRounds: $n) { id roundNumber status filename }
      }
    }`,
} as const;

export type OperationName = keyof typeof OPERATIONS;

/** Operations that anyone may call; the token is not sent with them. */
export const PUBLIC_OPERATIONS: ReadonlySet<OperationName> = new Set([
  'CurrentRound',
  'RecentRounds',
  'ListDatasets',
  'Dataset',
]);
