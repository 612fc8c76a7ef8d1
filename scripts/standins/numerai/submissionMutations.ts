import { GraphQLError } from 'graphql';
import { type CallContext, ownModel, requireTournament } from './callContext.ts';
import { findingOf } from './findingOf.ts';
import type { StandinModel } from './options.ts';
import { phaseOf } from './roundCalendar.ts';
import { storageUrl, UPLOADS } from './storageUrl.ts';
import { submissionAnswer } from './submissionAnswer.ts';
import { requireToken } from './tokens.ts';

interface UploadArguments {
  readonly filename: string;
  readonly tournament: number;
  readonly modelId?: string | null;
}

interface CreateArguments extends UploadArguments {
  readonly triggerId?: string | null;
  readonly dataDatestamp?: number | null;
}

/** The two steps around an upload: where to put the file, then that it is a submission. */
export const submissionMutations = {
  submissionUploadAuth: (args: UploadArguments, context: CallContext) => {
    uploadingModel(args, context);
    const filename = context.world.uploads.reserve(args.filename);
    const url = storageUrl(context.world, { method: 'PUT', folder: UPLOADS, name: filename });
    return { filename, url, accelerated: false, countryCode: null };
  },
  submissionDownloadAuth: ({ id }: { id: string }, { world, caller }: CallContext) => {
    requireToken(caller, 'download_submission');
    const deposit = world.ledger.all().find((submission) => submission.id === id);
    if (!deposit) throw new GraphQLError('Submission not found');
    const { filename } = deposit;
    return { filename, url: storageUrl(world, { method: 'GET', folder: UPLOADS, name: filename }) };
  },
  createSubmission: async (args: CreateArguments, context: CallContext) => {
    const model = uploadingModel(args, context);
    const { world } = context;
    const now = world.clock.now();
    const round = world.calendar.current(now);
    if (!round) throw new GraphQLError('Current round not open for submissions');
    const finding = await findingOf(world, args.filename);
    if (finding.rejection && world.options.rejection === 'error') throw new GraphQLError(finding.rejection);
    const deposit = world.ledger.add({
      modelId: model.id,
      filename: args.filename,
      roundNumber: round.number,
      insertedAt: now,
      late: phaseOf(round, now) === 'late',
      finding,
      triggerId: args.triggerId ?? undefined,
      dataDatestamp: args.dataDatestamp ?? undefined,
    });
    return submissionAnswer(world, deposit);
  },
};

function uploadingModel({ modelId, tournament }: UploadArguments, context: CallContext): StandinModel {
  requireToken(context.caller, 'upload_submission');
  const model = ownModel(context, modelId);
  requireTournament(tournament, model);
  return model;
}
