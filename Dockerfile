# Sixdigit's server with its pages. docker build -t sixdigit .
# The base is pinned by its exact version, not by a digest: give the one of your own registry, which has checked it, with
# --build-arg NODE_IMAGE=node:24.20.0-bookworm-slim@sha256:...
ARG NODE_IMAGE=node:24.20.0-bookworm-slim

# What of the workspace the server and the pages need, and nothing else.
FROM ${NODE_IMAGE} AS pruned
ENV TURBO_TELEMETRY_DISABLED=1 DO_NOT_TRACK=1
WORKDIR /src
COPY . .
RUN npx -y turbo@2.11.11 prune @sixdigit/server @sixdigit/web --docker

FROM ${NODE_IMAGE} AS installer
ENV CI=true npm_config_verify_deps_before_run=false
RUN npm install --global pnpm@12.21.0

# The pages, and Prisma's client.
FROM installer AS built
WORKDIR /app
COPY --from=pruned /src/out/json/ ./
RUN pnpm install --frozen-lockfile
COPY --from=pruned /src/out/full/ ./
COPY tsconfig.base.json ./
RUN pnpm --filter @sixdigit/db run build && pnpm --filter @sixdigit/web run build

# What the server runs on: no tools, and no Postgres of its own.
FROM installer AS dependencies
WORKDIR /app
COPY --from=pruned /src/out/json/ ./
RUN pnpm install --frozen-lockfile --prod --no-optional --filter "@sixdigit/server..."

FROM ${NODE_IMAGE} AS server
ENV NODE_ENV=production PORT=3000
WORKDIR /app
COPY --from=dependencies /app/ ./
COPY --from=pruned /src/out/full/ ./
COPY --from=built /app/packages/db/src/generated/ packages/db/src/generated/
COPY --from=built /app/apps/web/dist/ apps/web/dist/
RUN rm -rf apps/*/test packages/*/test
# It writes no file: run it with a read-only file system.
USER node
EXPOSE 3000
# The server itself stops within 25 seconds.
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/livez`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "apps/server/start.js"]
