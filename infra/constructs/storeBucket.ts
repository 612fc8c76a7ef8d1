import { Duration, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import { type IGrantable, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  type CfnBucket,
  ObjectOwnership,
} from 'aws-cdk-lib/aws-s3';
import type { Construct, IConstruct } from 'constructs';

export interface StoreAccess {
  /** Key prefixes that are read, such as `models/`. */
  readonly read: readonly string[];
  /** Key prefixes that are read and written. */
  readonly write: readonly string[];
  /** Key prefixes that are written and never read. */
  readonly add?: readonly string[];
}

/** The store: models, market data, rounds. It holds the user's work and outlives the stack. */
export class StoreBucket extends Bucket {
  constructor(scope: Construct, id: string) {
    super(scope, id, {
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      versioned: true,
      lifecycleRules: [
        { id: 'uploads-that-broke-off', abortIncompleteMultipartUploadAfter: Duration.days(1) },
        // Claims and records are written over several times a round.
        { id: 'old-versions-of-rounds', prefix: 'rounds/', noncurrentVersionExpiration: Duration.days(30) },
        {
          id: 'old-versions',
          noncurrentVersionExpiration: Duration.days(90),
          // What is left of an object whose last version has gone.
          expiredObjectDeleteMarker: true,
        },
        {
          id: 'what-was-told',
          prefix: 'notices/',
          expiration: Duration.days(30),
          noncurrentVersionExpiration: Duration.days(1),
        },
      ],
      removalPolicy: RemovalPolicy.RETAIN,
    });
    Validations.of(this).acknowledge({
      id: 'AwsSolutions-S1',
      reason:
        'Access logs would need a second bucket that outgrows this one; its only readers are the functions.',
    });
  }

  /** Allows exactly the object calls the store adapter makes on these prefixes. */
  allow(grantee: IGrantable & IConstruct, { read, write, add = [] }: StoreAccess): void {
    const objects = (prefixes: readonly string[]) =>
      prefixes.map((prefix) => this.arnForObjects(`${prefix}*`));
    const seen = [...read, ...write];
    const changed = [...write, ...add];
    const statements = [
      // Without it S3 answers 403 instead of 404 for a key that is not there.
      ...(seen.length > 0 ? [{ actions: ['s3:ListBucket'], resources: [this.bucketArn] }] : []),
      ...(seen.length > 0 ? [{ actions: ['s3:GetObject'], resources: objects(seen) }] : []),
      ...(changed.length > 0 ? [{ actions: ['s3:PutObject'], resources: objects(changed) }] : []),
    ];
    for (const statement of statements) {
      grantee.grantPrincipal.addToPrincipalPolicy(new PolicyStatement(statement));
    }
    const bucket = Stack.of(this).getLogicalId(this.node.defaultChild as CfnBucket);
    const reason = 'Object keys are made at run time; the wildcard ends within one prefix of one bucket.';
    for (const prefix of [...seen, ...add]) {
      const id = `AwsSolutions-IAM5[Resource::<${bucket}.Arn>/${prefix}*]`;
      Validations.of(grantee).acknowledge({ id, reason });
    }
  }
}
