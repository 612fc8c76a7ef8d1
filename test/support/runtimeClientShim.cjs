// In place of the addon of aws-lambda-ric, which needs a C++ compiler to install: the same four calls, over node:http.
const Module = require('node:module');
const http = require('node:http');

const [hostname, port] = process.env.AWS_LAMBDA_RUNTIME_API.split(':');
const base = '/2018-06-01/runtime/invocation/';

function call(method, path, body, headers = {}) {
  return new Promise((resolve, reject) => {
    const options = {
      hostname,
      port,
      path,
      method,
      headers: { 'Content-Type': 'application/json', ...headers },
    };
    const request = http.request(options, async (answer) => {
      const bodyJson = Buffer.concat(await answer.toArray()).toString();
      resolve({ bodyJson, headers: answer.headers });
    });
    request.on('error', reject);
    request.end(body);
  });
}

// The addon is synchronous: an answer is on its way before the next event is asked for.
let tail = Promise.resolve();
const client = {
  initializeClient() {},
  next: () => tail.then(() => call('GET', `${base}next`)),
  done: (id, body) => {
    tail = call('POST', `${base}${id}/response`, body);
  },
  error: (id, body) => {
    const { errorType } = JSON.parse(body);
    tail = call('POST', `${base}${id}/error`, body, { 'Lambda-Runtime-Function-Error-Type': errorType });
  },
};

const load = Module._load;
Module._load = function (request, ...more) {
  return request.endsWith('rapid-client.node') ? client : load.call(this, request, ...more);
};
