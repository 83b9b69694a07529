# make run     builds and serves on http://localhost:5000 with the model that ships
# make test    sets up what the tests need and runs them all
# make bench   measures the engine; BENCH="offline online" chooses parts, BENCH_QUICK=1 takes fewer repeats (bench/README.md)
CONFIGURATION ?= Release
URLS ?= http://localhost:5000

.PHONY: run test build setup bench

run:
	dotnet run --project src/Api --configuration $(CONFIGURATION) --urls $(URLS)

setup:
	./scripts/setup-native.sh

build:
	dotnet build TranslationService.sln --configuration $(CONFIGURATION)

test: setup build
	./scripts/test.sh $(CONFIGURATION)

bench:
	dotnet run --project bench/Engine.Benchmarks --configuration $(CONFIGURATION) -- run $(BENCH) $(if $(BENCH_QUICK),--quick)
