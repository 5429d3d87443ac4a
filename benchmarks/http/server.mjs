// The peers of Node: node server.mjs <kind>. Prints the port; SECRET, ISSUER and AUDIENCE are in the environment.
import { createSecretKey } from 'node:crypto';
import express from 'express';
import { expressjwt } from 'express-jwt';
import fastify from 'fastify';
import fastifyJwt from '@fastify/jwt';

const { SECRET: secret, ISSUER: issuer, AUDIENCE: audience } = process.env;

function expressApp(key) {
  const app = express();
  if (key) {
    app.use(expressjwt({ secret: key, algorithms: ['HS256'], issuer, audience }));
  }
  app.get('/hello', (request, response) => response.json({ caller: request.auth ? request.auth.sub : null }));
  app.use((error, request, response, next) => response.status(401).json({ error: 'invalid_token' }));
  const server = app.listen(0, '127.0.0.1', () => console.log(server.address().port));
}

async function fastifyApp(guarded) {
  const app = fastify();
  if (guarded) {
    app.register(fastifyJwt, { secret, verify: { algorithms: ['HS256'], allowedIss: issuer, allowedAud: audience } });
    app.addHook('onRequest', (request) => request.jwtVerify());
  }
  app.get('/hello', async (request) => ({ caller: request.user ? request.user.sub : null }));
  await app.listen({ host: '127.0.0.1', port: 0 });
  console.log(app.server.address().port);
}

const kinds = {
  express: () => expressApp(null),
  'express-string': () => expressApp(secret),
  'express-key': () => expressApp(createSecretKey(Buffer.from(secret))),
  fastify: () => fastifyApp(false),
  'fastify-jwt': () => fastifyApp(true),
};
await kinds[process.argv[2]]();
