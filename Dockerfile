FROM node:24-slim AS build
WORKDIR /kith
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY . .
RUN npm run build && npm prune --omit=dev

FROM node:24-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 DATA_DIR=/data MALLOC_ARENA_MAX=2
WORKDIR /kith
RUN mkdir /data && chown node:node /data
COPY --from=build /kith/package.json ./
COPY --from=build /kith/node_modules ./node_modules
COPY --from=build /kith/migrations ./migrations
COPY --from=build /kith/bin ./bin
COPY --from=build /kith/build ./build
COPY --from=build /kith/src ./src
USER node
VOLUME /data
EXPOSE 3000
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/healthz`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "--max-semi-space-size=16", "src/main.ts"]
