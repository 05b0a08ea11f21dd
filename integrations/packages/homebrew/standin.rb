# What stands in for Homebrew where it is not there: as much of its language as the formula uses.
#   ruby standin.rb FORMULA               lists the resources: name, address, hash
#   ruby standin.rb FORMULA VERSION BIN   runs the formula's test with the commands in BIN
require "open3"

module Language
  module Python
    module Virtualenv; end
  end
end

class Formula
  Resource = Struct.new(:name, :address, :hash) do
    def url(address) = self.address = address
    def sha256(hash) = self.hash = hash
  end

  class << self
    attr_reader :resources, :tested

    def inherited(formula)
      super
      formula.instance_variable_set(:@resources, [])
    end

    def resource(name, &) = @resources << Resource.new(name).tap { |each| each.instance_eval(&) }
    def test(&block) = @tested = block

    %i[desc homepage url sha256 license head depends_on uses_from_macos].each { |word| define_method(word) { |*, **| nil } }
  end

  attr_reader :version, :bin

  def initialize(version, bin) = (@version, @bin = version, bin)

  def run_test = instance_exec(&self.class.tested)

  def shell_output(command)
    output, status = Open3.capture2(command)
    raise "#{command}: #{status}" unless status.success?

    output
  end

  def assert_match(wanted, text)
    raise "#{wanted} is not in #{text}" unless text.include?(wanted)
  end
end

formula, version, bin = ARGV
load formula
if version
  Refcheck.new(version, bin).run_test
  puts "ok - the formula's test, in a stand-in for Homebrew"
else
  Refcheck.resources.each { |each| puts each.to_a.join("\t") }
end
