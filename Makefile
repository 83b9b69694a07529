# make run     builds and serves on http://localhost:5000 with the model that ships
# make test    sets up what the tests need and runs them all
CONFIGURATION ?= Release
URLS ?= http://localhost:5000

.PHONY: run test build setup

run:
	dotnet run --project src/Api --configuration $(CONFIGURATION) --urls $(URLS)

setup:
	./scripts/setup-native.sh

build:
	dotnet build TranslationService.sln --configuration $(CONFIGURATION)

test: setup build
	./scripts/test.sh $(CONFIGURATION)
