import { RemovalPolicy, Validations } from 'aws-cdk-lib';
import { type IGrantable, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { type ISecret, Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';

/** The one secret with all keys. Their values never pass through CDK: `keys set` stores them afterwards. */
export class KeySecret extends Construct {
  readonly secretName = 'numerai-crypto-autopilot/keys';
  readonly #secret: ISecret;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    const created = new Secret(this, 'Secret', {
      secretName: this.secretName,
      description: 'Keys of numerai-crypto-autopilot; set them with: npm run -s autopilot -- keys set',
      generateSecretString: {
        secretStringTemplate: JSON.stringify({ NUMERAI_PUBLIC_ID: '', NUMERAI_SECRET_KEY: '' }),
        generateStringKey: 'placeholder',
      },
      // The keys are re-entered in a minute; kept, they would be live keys nobody watches, at $0.40 a month.
      removalPolicy: RemovalPolicy.DESTROY,
    });
    Validations.of(created).acknowledge({
      id: 'AwsSolutions-SMG4',
      reason: 'The keys are issued by Numerai and the data providers, who have no API to rotate them.',
    });
    // By name, so that nothing refers to the resource itself.
    this.#secret = Secret.fromSecretNameV2(this, 'ByName', this.secretName);
  }

  allowRead(grantee: IGrantable): void {
    const statement = new PolicyStatement({
      actions: ['secretsmanager:GetSecretValue'],
      // Secrets Manager ends every ARN in a hyphen and six characters of its own.
      resources: [`${this.#secret.secretArn}-??????`],
    });
    grantee.grantPrincipal.addToPrincipalPolicy(statement);
  }
}
